import { RangeSlider } from '@mantine/core'

interface EndsSliderProps {
  readonly name: string
  readonly bounds: { readonly least: number; readonly most: number; readonly whole?: boolean }
  readonly ends: readonly [number, number]
  onChange(ends: [number, number]): void
}

/** The lowest and the highest of the values that may be drawn. */
export function EndsSlider({ name, bounds: { least, most, whole }, ends: [low, high], onChange }: EndsSliderProps) {
  return (
    <RangeSlider
      size="sm"
      label={null}
      min={least}
      max={most}
      step={whole ? 1 : (most - least) / 200}
      minRange={0}
      value={[low, high]}
      thumbFromLabel={`${name}, from`}
      thumbToLabel={`${name}, to`}
      onChange={onChange}
    />
  )
}
