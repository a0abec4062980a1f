import { palette } from './palette'

export interface SparkBarsProps {
  readonly bars: readonly { readonly label: string; readonly count: number }[]
  /** Says the shape in words; the picture itself is hidden from assistive technology. */
  readonly label: string
  readonly width?: number
  readonly height?: number
  readonly color?: string
}

/** A histogram the size of a word. */
export function SparkBars({ bars, label, width = 112, height = 28, color = palette.real }: SparkBarsProps) {
  const most = Math.max(1, ...bars.map((bar) => bar.count))
  const step = width / Math.max(bars.length, 6)
  const gap = step > 5 ? 1.5 : 0.5
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block' }}>
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke={palette.rule} />
      {bars.map((bar, i) => {
        const tall = bar.count === 0 ? 0 : Math.max(1.5, (bar.count / most) * (height - 2))
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity but their place, labels may repeat.
            key={i}
            x={i * step}
            y={height - 1 - tall}
            width={Math.max(1, step - gap)}
            height={tall}
            fill={color}
            rx={Math.min(1, step / 4)}
          >
            <title>{`${bar.label}: ${bar.count}`}</title>
          </rect>
        )
      })}
    </svg>
  )
}
