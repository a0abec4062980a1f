import { Button, Group, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FieldCondition } from '../../core/recipe/recipe'
import type { Field, FieldKind, FieldProfile } from '../../core/schema/schema'

const ranged: readonly FieldKind[] = ['integer', 'decimal', 'date', 'datetime', 'time', 'ordinal']
type Wish = FieldCondition['condition']['is']

interface ConditionEditorProps {
  /** Learned fields with what was seen in them. */
  readonly fields: readonly { readonly field: Field; readonly profile?: FieldProfile }[]
  readonly onAdd: (condition: FieldCondition) => void
  readonly onCancel: () => void
}

/** One new condition. The controls follow the column: values that occur, or a range. */
export function ConditionEditor({ fields, onAdd, onCancel }: ConditionEditorProps) {
  const [name, setName] = useState<string | null>(null)
  const [wish, setWish] = useState<Wish>('in')
  const [values, setValues] = useState<string[]>([])
  const [low, setLow] = useState('')
  const [high, setHigh] = useState('')
  const [share, setShare] = useState<number | string>(100)

  const chosen = fields.find(({ field }) => field.name === name)
  const isRanged = chosen !== undefined && ranged.includes(chosen.field.kind)
  const choose = (next: string | null) => {
    const kind = fields.find(({ field }) => field.name === next)?.field.kind
    setName(next)
    setWish(kind && ranged.includes(kind) ? 'between' : 'in')
    setValues([])
    setLow('')
    setHigh('')
  }
  const condition = made(wish, values, low.trim(), high.trim())
  return (
    <Stack gap="sm" role="group" aria-label="New condition">
      <Group gap="sm" align="flex-end">
        <Select
          label="Column"
          w={200}
          searchable
          placeholder="Choose a column"
          data={fields.map(({ field }) => field.name)}
          value={name}
          onChange={choose}
        />
        {chosen && (
          <Select
            label="Condition"
            w={150}
            allowDeselect={false}
            data={wishes(isRanged, (chosen.profile?.missing ?? 0) > 0)}
            value={wish}
            onChange={(next) => next && setWish(next as Wish)}
          />
        )}
        {chosen && wish === 'in' && (
          <TagsInput
            label="Values"
            style={{ flex: '1 1 220px' }}
            data={chosen.profile?.bars.map((bar) => bar.label) ?? []}
            value={values}
            onChange={setValues}
            placeholder={values.length === 0 ? 'Choose or type values' : ''}
            clearable
          />
        )}
        {chosen && wish === 'between' && (
          <>
            <TextInput
              label="From"
              w={130}
              placeholder={ends(chosen.profile)[0]}
              value={low}
              onChange={(e) => setLow(e.currentTarget.value)}
            />
            <TextInput
              label="To"
              w={130}
              placeholder={ends(chosen.profile)[1]}
              value={high}
              onChange={(e) => setHigh(e.currentTarget.value)}
            />
          </>
        )}
        {chosen && (
          <NumberInput
            label="In how many rows"
            w={160}
            suffix=" %"
            min={0.1}
            max={100}
            value={share}
            onChange={setShare}
          />
        )}
      </Group>
      {chosen && wish === 'between' && (
        <Text size="xs" c="dimmed">
          Write the ends as the file does, such as {chosen.profile?.examples.slice(0, 2).join(' or ') || '10'}. Leave
          one empty for “at least” or “at most”.
        </Text>
      )}
      <Group gap="xs">
        <Button
          size="xs"
          disabled={!name || !condition}
          onClick={() => name && condition && onAdd({ field: name, condition, ...partOf(share) })}
        >
          Add condition
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  )
}

function wishes(isRanged: boolean, hasMissing: boolean): { value: Wish; label: string }[] {
  return [
    ...(isRanged ? [{ value: 'between' as const, label: 'is between' }] : []),
    { value: 'in', label: 'is' },
    ...(hasMissing
      ? [
          { value: 'missing' as const, label: 'is missing' },
          { value: 'present' as const, label: 'is not missing' },
        ]
      : []),
  ]
}

function made(
  wish: Wish,
  values: readonly string[],
  low: string,
  high: string,
): FieldCondition['condition'] | undefined {
  if (wish === 'in') return values.length > 0 ? { is: 'in', values } : undefined
  if (wish !== 'between') return { is: wish }
  if (low === '' && high === '') return undefined
  return { is: 'between', ...(low ? { low } : {}), ...(high ? { high } : {}) }
}

function partOf(share: number | string): { share?: number } {
  return typeof share === 'number' && share < 100 ? { share: share / 100 } : {}
}

function ends(profile: FieldProfile | undefined): [string, string] {
  const bars = profile?.bars ?? []
  return [bars[0]?.label ?? '', bars.at(-1)?.label ?? '']
}
