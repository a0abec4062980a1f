import styles from './charts.module.css'

export interface GainPoint {
  /** Place on the x axis, in steps. */
  readonly step: number
  readonly value: number
  readonly low?: number
  readonly high?: number
}
export interface GainSeries {
  readonly label: string
  readonly points: readonly GainPoint[]
}

interface GainCurveProps {
  readonly series: readonly GainSeries[]
  /** One per step. */
  readonly ticks: readonly string[]
  readonly format: (value: number) => string
  readonly xLabel: string
  /** What the picture shows, in a sentence. */
  readonly summary: string
}

const [width, height] = [520, 280]
const margin = { left: 52, right: 104, top: 12, bottom: 40 }
const dashes = ['2 3', '5 4', '9 4', undefined]

/** Lines over steps with an interval at every point; each is named at its end. */
export function GainCurve({ series, ticks, format, xLabel, summary }: GainCurveProps) {
  const all = series.flatMap(({ points }) => points.flatMap(({ value, low, high }) => [low ?? value, high ?? value]))
  const [bottom, top] = [Math.min(...all), Math.max(...all)]
  const span = top - bottom || 1
  const inner = width - margin.left - margin.right
  const x = (step: number) => margin.left + (inner * (step + 0.5)) / ticks.length
  const y = (v: number) => margin.top + (height - margin.top - margin.bottom) * (1 - (v - bottom) / span)
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) => bottom + part * span)
  return (
    <svg className={styles.gain} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
      {marks.map((mark) => (
        <g key={mark}>
          <path className={styles.gridLine} d={`M${margin.left} ${y(mark)}H${width - margin.right}`} />
          <text className={styles.tick} x={margin.left - 6} y={y(mark) + 4} textAnchor="end">
            {format(mark)}
          </text>
        </g>
      ))}
      {ticks.map((tick, step) => (
        <text key={tick} className={styles.tick} x={x(step)} y={height - margin.bottom + 16} textAnchor="middle">
          {tick}
        </text>
      ))}
      <text className={styles.tick} x={margin.left + inner / 2} y={height - 6} textAnchor="middle">
        {xLabel}
      </text>
      {series.map(({ label, points }, s) => {
        // Whiskers of different lines stand beside each other.
        const shift = (s - (series.length - 1) / 2) * 7
        const last = points.at(-1)
        return (
          <g key={label}>
            {points.map(({ step, low, high, value }) => (
              <path
                key={step}
                className={styles.whisker}
                d={`M${x(step) + shift} ${y(low ?? value)}V${y(high ?? value)}`}
              />
            ))}
            <path
              className={styles.madeLine}
              strokeDasharray={dashes[s % dashes.length]}
              d={points.map(({ step, value }, i) => `${i === 0 ? 'M' : 'L'}${x(step) + shift} ${y(value)}`).join('')}
            />
            {points.map(({ step, value }) => (
              <circle
                key={step}
                className={step === 0 ? styles.realDot : styles.madeDot}
                cx={x(step) + shift}
                cy={y(value)}
                r={3.4}
              />
            ))}
            {last && (
              <text className={styles.tick} x={x(last.step) + shift + 10} y={y(last.value) + 4}>
                {label}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
