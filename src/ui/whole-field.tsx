import { NumberInput, type NumberInputProps } from '@mantine/core'

interface WholeFieldProps extends Omit<NumberInputProps, 'value' | 'onChange' | 'allowDecimal' | 'min' | 'max'> {
  readonly least: number
  readonly most: number
  readonly value: number
  onChange(value: number): void
}

/** A whole number between two bounds: while what is typed lies outside or is no number, the value stays. */
export function WholeField({ least, most, onChange, ...props }: WholeFieldProps) {
  return (
    <NumberInput
      clampBehavior="blur"
      allowDecimal={false}
      min={least}
      max={most}
      onChange={(value) => typeof value === 'number' && value >= least && value <= most && onChange(value)}
      {...props}
    />
  )
}
