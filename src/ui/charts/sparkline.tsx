import { linePath } from './bar-path'
import styles from './charts.module.css'

/** A line without axes, beside a figure that says the same. */
export function Sparkline({
  values,
  width = 72,
  height = 20,
}: {
  values: readonly number[]
  width?: number
  height?: number
}) {
  const low = Math.min(...values)
  const shifted = values.map((v) => v - low)
  return (
    <svg className={styles.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <path d={linePath(shifted, { width, height, top: Math.max(...shifted) })} className={styles.sparkLine} />
    </svg>
  )
}
