import { Slider } from '@mantine/core'
import styles from './compose.module.css'
import { valueText } from './transform-words'

interface ShareFieldProps {
  readonly name: string
  /** 0–1. */
  readonly value: number
  onChange(value: number): void
}

export function ShareField({ name, value, onChange }: ShareFieldProps) {
  return (
    <div>
      <div className={styles.fieldHead}>
        <span className={styles.fieldName}>
          {name}: {valueText(value, 'share')}
        </span>
      </div>
      <Slider size="sm" label={null} min={0} max={1} step={0.05} value={value} thumbLabel={name} onChange={onChange} />
    </div>
  )
}
