import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch } from '@mantine/core'
import type { GenericSchema } from 'valibot'
import { type OptionField, optionFields } from './option-fields'
import { optionWords } from './option-words'

interface ExpertOptionsProps {
  readonly schema: GenericSchema
  readonly chosen: Readonly<Record<string, unknown>>
  readonly onChange: (chosen: Readonly<Record<string, unknown>>) => void
  /** Knobs that have a control of their own elsewhere. */
  readonly without?: readonly string[]
}

/** Every knob of a generator, from its own schema. What stands at its default is not stored. */
export function ExpertOptions({ schema, chosen, onChange, without = [] }: ExpertOptionsProps) {
  const fields = optionFields(schema).filter((field) => !without.includes(field.key))
  const change = (field: OptionField, value: unknown) => {
    const { [field.key]: _, ...others } = chosen
    onChange(value === undefined || value === field.preset ? others : { ...others, [field.key]: value })
  }
  const changed = fields.filter((field) => chosen[field.key] !== undefined).length
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md" verticalSpacing="sm">
        {fields.map((field) => (
          <OptionControl key={field.key} field={field} value={chosen[field.key]} onChange={(v) => change(field, v)} />
        ))}
      </SimpleGrid>
      {changed > 0 && (
        <Group>
          <Button variant="subtle" size="compact-sm" onClick={() => onChange({})}>
            Back to the defaults
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function OptionControl(props: { field: OptionField; value: unknown; onChange: (value: unknown) => void }) {
  const { field, value, onChange } = props
  const { label, hint } = optionWords(field.key)
  const common = {
    label: value === undefined ? label : `${label} (changed)`,
    ...(hint ? { description: hint } : {}),
  }
  if (field.kind === 'boolean') {
    const checked = typeof value === 'boolean' ? value : (field.preset ?? false)
    return <Switch {...common} mt={4} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
  }
  if (field.kind === 'choice') {
    const shown = typeof value === 'string' ? value : (field.preset ?? null)
    return <Select {...common} data={[...field.choices]} value={shown} allowDeselect={false} onChange={onChange} />
  }
  // A preset of 0 leaves the choice to the generator.
  const automatic = field.preset === 0
  return (
    <NumberInput
      {...common}
      value={typeof value === 'number' ? value : automatic ? '' : (field.preset ?? '')}
      {...(automatic ? { placeholder: 'Automatic' } : {})}
      min={field.low}
      max={field.high}
      allowDecimal={!field.whole}
      step={field.whole ? 1 : 0.01}
      clampBehavior="blur"
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  )
}
