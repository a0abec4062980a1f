import { Slider } from '@mantine/core'
import styles from './pictures.module.css'

interface KnobSliderProps {
  /** With the value, as it is read on the screen. */
  readonly name: string
  /** Of the thumb, for assistive technology. */
  readonly label: string
  readonly bounds: { readonly least: number; readonly most: number; readonly step: number }
  readonly value: number
  onChange(value: number): void
}

/** One value on a scale. */
export function KnobSlider({ name, label, bounds, value, onChange }: KnobSliderProps) {
  return (
    <div>
      <span className={styles.valueName}>{name}</span>
      <Slider
        size="sm"
        label={null}
        min={bounds.least}
        max={bounds.most}
        step={bounds.step}
        value={value}
        thumbLabel={label}
        onChange={onChange}
      />
    </div>
  )
}
