import { Select } from '@mantine/core'

const limits = [
  { value: '', label: 'Until it stops improving' },
  { value: '15', label: '15 seconds' },
  { value: '30', label: '30 seconds' },
  { value: '60', label: '1 minute' },
  { value: '90', label: '1½ minutes' },
  { value: '120', label: '2 minutes' },
  { value: '300', label: '5 minutes' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: '1 hour' },
]

interface TimeLimitProps {
  readonly seconds: number | undefined
  readonly onChange: (seconds: number | undefined) => void
}

/** How long a network may train. */
export function TimeLimit({ seconds, onChange }: TimeLimitProps) {
  return (
    <Select
      label="Train for"
      w={220}
      data={limits}
      value={seconds === undefined ? '' : String(seconds)}
      allowDeselect={false}
      onChange={(text) => onChange(text ? Number(text) : undefined)}
    />
  )
}
