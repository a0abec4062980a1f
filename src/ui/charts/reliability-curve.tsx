import styles from './charts.module.css'

/** `said`: what was predicted, 0–1; `was`: how often it was so, 0–1. */
export interface ReliabilityPoint {
  readonly said: number
  readonly was: number
}

interface ReliabilityCurveProps {
  /** Dots joined by a line. */
  readonly first: readonly ReliabilityPoint[]
  /** A line alone. */
  readonly second: readonly ReliabilityPoint[]
  /** What the picture shows, in a sentence. */
  readonly summary: string
}

const side = 240
const margin = { left: 36, bottom: 34, top: 8, right: 24 }
const ticks = [0, 0.25, 0.5, 0.75, 1]
const x = (share: number) => margin.left + share * side
const y = (share: number) => margin.top + (1 - share) * side

/** Predicted against observed shares; the diagonal is perfect. */
export function ReliabilityCurve({ first, second, summary }: ReliabilityCurveProps) {
  const [width, height] = [margin.left + side + margin.right, margin.top + side + margin.bottom]
  return (
    <svg className={styles.reliability} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
      {ticks.map((tick) => (
        <g key={tick}>
          <path className={styles.gridLine} d={`M${x(0)} ${y(tick)}H${x(1)}M${x(tick)} ${y(0)}V${y(1)}`} />
          <text className={styles.tick} x={x(tick)} y={y(0) + 14} textAnchor="middle">
            {100 * tick}
          </text>
          <text className={styles.tick} x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {100 * tick}
          </text>
        </g>
      ))}
      <path className={styles.diagonal} d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
      <path className={styles.firstLine} d={pathOf(second)} />
      <path className={styles.madeLine} d={pathOf(first)} />
      {first.map((point) => (
        <circle key={point.said} className={styles.madeDot} cx={x(point.said)} cy={y(point.was)} r={3.2} />
      ))}
      <text className={styles.tick} x={x(0.5)} y={height - 4} textAnchor="middle">
        the model said, %
      </text>
      <text className={styles.tick} textAnchor="middle" transform={`translate(10 ${y(0.5)}) rotate(-90)`}>
        it was so, %
      </text>
    </svg>
  )
}

const pathOf = (points: readonly ReliabilityPoint[]) =>
  points.map(({ said, was }, i) => `${i === 0 ? 'M' : 'L'}${x(said).toFixed(1)} ${y(was).toFixed(1)}`).join('')
