import { NumberInput } from '@mantine/core'

interface SeedFieldProps {
  readonly seed: number
  onChange(seed: number): void
}

/** The seed of what a panel previews, in the panel's head. */
export function SeedField({ seed, onChange }: SeedFieldProps) {
  return (
    <NumberInput
      aria-label="Seed"
      prefix="Seed "
      min={0}
      allowDecimal={false}
      w={110}
      value={seed}
      onChange={(value) => typeof value === 'number' && onChange(value)}
    />
  )
}
