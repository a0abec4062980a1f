import { Group, Text, useComputedColorScheme } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { formatCompact } from '../format'
import { type PaletteName, resolveColor } from '../palette'
import styles from './charts.module.css'

export interface CurvePoint {
  readonly x: number
  readonly first?: number
  readonly second?: number
}

interface LossCurveProps {
  readonly points: readonly CurvePoint[]
  readonly labels: { readonly x: string; readonly first: string; readonly second: string }
  /** What the curve shows, in a sentence. */
  readonly summary: string
  readonly height?: number
}

/** Two series over steps: the first a thin line, the second (measured more rarely) a thick one with dots. */
export function LossCurve({ points, labels, summary, height = 180 }: LossCurveProps) {
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>()
  const host = useRef<HTMLDivElement>(null)
  const ref = useMergedRef(host, sizeRef)
  const plot = useRef<uPlot | undefined>(undefined)
  const scheme = useComputedColorScheme('light')

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page after `scheme` changes
  useEffect(() => {
    if (!host.current || width === 0) return
    const made = new uPlot(curveOptions(host.current, labels, width, height), columnsOf(points), host.current)
    plot.current = made
    return () => made.destroy()
  }, [width === 0, scheme, labels.first, labels.second])

  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height })
  }, [width, height])
  useEffect(() => plot.current?.setData(columnsOf(points)), [points])

  return <div ref={ref} className={styles.chart} role="img" aria-label={summary} style={{ minHeight: height }} />
}

const columnsOf = (points: readonly CurvePoint[]): uPlot.AlignedData => [
  points.map((point) => point.x),
  points.map((point) => point.first),
  points.map((point) => point.second),
]

function curveOptions(
  host: HTMLElement,
  labels: LossCurveProps['labels'],
  width: number,
  height: number,
): uPlot.Options {
  const colour = (name: PaletteName) => resolveColor(name, host)
  const axis = {
    stroke: colour('inkSoft'),
    grid: { stroke: colour('rule'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui',
  }
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 28, values: (_, ticks) => ticks.map((tick) => formatCompact(tick)) },
      { ...axis, size: 44 },
    ],
    series: [
      { label: labels.x },
      { label: labels.first, stroke: colour('real'), width: 1, points: { show: false }, spanGaps: true },
      { label: labels.second, stroke: colour('control'), width: 2, points: { size: 5 }, spanGaps: true },
    ],
  }
}

/** Which line is which. */
export function CurveKey({ first, second }: { first: string; second: string }) {
  return (
    <Group gap="md" className={styles.chart}>
      <Text size="xs" c="dimmed">
        <span className={`${styles.lineSign} ${styles.lineSignThin}`} aria-hidden />
        {first}
      </Text>
      <Text size="xs" c="dimmed">
        <span className={styles.lineSign} aria-hidden />
        {second}
      </Text>
    </Group>
  )
}
