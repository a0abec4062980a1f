import { Button, Menu } from '@mantine/core'
import { IconWand } from '@tabler/icons-react'
import { type Field, personalKinds } from '../../core/schema/schema'
import { replaceFields } from '../../store/schema'
import { actionFor, actionsFor } from './actions'
import styles from './schema.module.css'
import type { FieldRow } from './schema-screen'

interface Preset {
  readonly label: string
  readonly hint: string
  readonly apply: (field: Field) => Field
}

const isPersonal = (field: Field) => personalKinds.includes(field.kind)

/** One choice that sets all columns at once; one undo takes it back. */
const presets: readonly Preset[] = [
  {
    label: 'Learn all that can be learned',
    hint: 'Personal data, IDs and free text are made up',
    apply: (field) => ({ ...field, action: actionFor(field.kind, 'learn') }),
  },
  {
    label: 'Leave out what is made up',
    hint: 'Only learned columns remain',
    apply: (field) => (actionsFor(field.kind).includes('learn') ? field : { ...field, action: 'drop' }),
  },
  {
    label: 'Leave out personal data',
    hint: 'Names, e-mail and postal addresses, phone, card and account numbers',
    apply: (field) => (isPersonal(field) ? { ...field, action: 'drop' } : field),
  },
  {
    label: 'Made up throughout',
    hint: 'Every column on its own, no links between them: for testing software',
    apply: (field) => (actionsFor(field.kind).includes('fake') ? { ...field, action: 'fake' } : field),
  },
]

export function Presets({ rows }: { readonly rows: readonly FieldRow[] }) {
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconWand size={15} />}>
          Set all columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {presets.map(({ label, hint, apply }) => (
          <Menu.Item key={label} onClick={() => replaceFields(rows.map((row) => apply(row.field)))}>
            <div>{label}</div>
            <div className={styles.presetHint}>{hint}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
