import { UnstyledButton } from '@mantine/core'
import { formatCount } from '../../ui/format'
import styles from './schema.module.css'
import type { FilterChoice } from './schema-filter'
import type { FieldRow } from './schema-screen'

export interface SchemaSummaryProps {
  readonly rows: readonly FieldRow[]
  readonly onFilter: (only: FilterChoice['only']) => void
}

/** How many columns are learned, faked, left out; a click shows just those. */
export function SchemaSummary({ rows, onFilter }: SchemaSummaryProps) {
  const count = (action: FieldRow['field']['action']) => rows.filter((row) => row.field.action === action).length
  const figures = [
    { only: 'all', label: 'columns', value: rows.length },
    { only: 'learn', label: 'learned', value: count('learn') },
    { only: 'fake', label: 'faked', value: count('fake') },
    { only: 'drop', label: 'left out', value: count('drop') },
    { only: 'constant', label: 'constant', value: count('constant') },
    { only: 'warnings', label: 'worth a look', value: rows.filter((row) => row.profile?.warnings.length).length },
  ] as const
  return (
    <ul className={styles.summary}>
      {figures
        .filter(({ only, value }) => only === 'all' || value > 0)
        .map(({ only, label, value }) => (
          <li key={only}>
            <UnstyledButton className={styles.figure} onClick={() => onFilter(only)}>
              <b>{formatCount(value)}</b> {label}
            </UnstyledButton>
          </li>
        ))}
    </ul>
  )
}
