import { NativeSelect } from '@mantine/core'
import type { Field, FieldAction, FieldKind, FieldProfile, FieldRole } from '../../core/schema/schema'
import { editField } from '../../store/schema'
import { actionWords, kindGroups, kindWords, roleWords } from '../words'
import { actionFor, actionsFor } from './actions'

interface FieldControlProps {
  readonly field: Field
}

const kindOptions = kindGroups.map(({ label, kinds }) => ({
  group: label,
  items: kinds.map((kind) => ({ value: kind, label: kindWords[kind] })),
}))

export function KindSelect({ field }: FieldControlProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={`Kind of ${field.name}`}
      value={field.kind}
      data={kindOptions}
      onChange={(event) => {
        const kind = event.currentTarget.value as FieldKind
        editField(field.name, { kind, action: actionFor(kind, field.action) })
      }}
    />
  )
}

export function ActionSelect({ field }: FieldControlProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={`What to do with ${field.name}`}
      title={actionWords[field.action].hint}
      value={field.action}
      data={actionsFor(field.kind).map((action) => ({ value: action, label: actionWords[action].label }))}
      onChange={(event) => editField(field.name, { action: event.currentTarget.value as FieldAction })}
    />
  )
}

export function RoleSelect({ field }: FieldControlProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={`Role of ${field.name}`}
      title={roleWords[field.role].hint}
      value={field.role}
      data={Object.entries(roleWords).map(([value, { label }]) => ({ value, label }))}
      onChange={(event) => editField(field.name, { role: event.currentTarget.value as FieldRole })}
    />
  )
}

/** The shape of a column in words, for those who don't see the picture. */
export function sparkLabel({ name, bars }: FieldProfile): string {
  const [most] = [...bars].sort((a, b) => b.count - a.count)
  return most ? `${name}: most rows at ${most.label}` : `${name}: no values`
}
