import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { FieldAction } from '../../core/schema/schema'
import { actionWords } from '../words'
import styles from './schema.module.css'
import type { FieldRow } from './schema-screen'

export interface FilterChoice {
  /** Part of the column's name. */
  readonly text: string
  readonly only: 'all' | 'warnings' | 'personal' | FieldAction
}

export interface SchemaFilterProps {
  readonly filter: FilterChoice
  readonly rows: readonly FieldRow[]
  readonly onChange: (filter: FilterChoice) => void
}

/** Few columns need no filter. */
const filterFrom = 12

export function SchemaFilter({ filter, rows, onChange }: SchemaFilterProps) {
  if (rows.length < filterFrom && filter.only === 'all') return null
  return (
    <div className={styles.filter}>
      <TextInput
        size="xs"
        aria-label="Find a column"
        placeholder="Find a column"
        leftSection={<IconSearch size={14} />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        spellCheck={false}
        autoComplete="off"
      />
      <NativeSelect
        size="xs"
        aria-label="Which columns to show"
        value={filter.only}
        onChange={(event) => onChange({ ...filter, only: event.currentTarget.value as FilterChoice['only'] })}
        data={[
          { value: 'all', label: 'All columns' },
          { value: 'warnings', label: 'With a warning' },
          { value: 'personal', label: 'Personal data' },
          ...Object.entries(actionWords).map(([value, { label }]) => ({ value, label: `“${label}” only` })),
        ]}
      />
    </div>
  )
}
