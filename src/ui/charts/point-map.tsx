import { type PointerEvent, useRef } from 'react'
import styles from './charts.module.css'

export interface PointSeries {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

interface PointMapProps {
  /** Drawn as crosses. */
  readonly first: PointSeries
  /** Drawn as dots. */
  readonly second: PointSeries
  /** What the picture spans: x from, x to, y from, y to. */
  readonly frame: readonly [number, number, number, number]
  readonly xLabel: string
  readonly yLabel: string
  /** What the picture shows, in a sentence. */
  readonly summary: string
  /** A place in the picture, in the units of the points. */
  readonly selected?: { readonly x: number; readonly y: number }
  onSelect?(x: number, y: number): void
}

const width = 640
const height = 400

/** Two clouds of points; a click says where. */
export function PointMap(props: PointMapProps) {
  const { first, second, frame, selected, onSelect } = props
  const svg = useRef<SVGSVGElement>(null)
  const [x0, x1, y0, y1] = frame
  const place = (x: number, y: number) =>
    [
      Math.round(((x - x0) / (x1 - x0)) * width * 10) / 10,
      Math.round((1 - (y - y0) / (y1 - y0)) * height * 10) / 10,
    ] as const
  const path = ({ x, y }: PointSeries, mark: (at: readonly [number, number]) => string) =>
    x.map((v, i) => mark(place(v, y[i]!))).join('')
  const onPointerDown = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect()
    if (!box || !onSelect) return
    const across = (event.clientX - box.left) / box.width
    const up = 1 - (event.clientY - box.top) / box.height
    onSelect(x0 + across * (x1 - x0), y0 + up * (y1 - y0))
  }
  return (
    <figure className={styles.pointMap}>
      <div className={styles.yLabel}>↑ {props.yLabel}</div>
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        className={styles.points}
        role="img"
        aria-label={props.summary}
        onPointerDown={onPointerDown}
      >
        <path d={path(first, ([x, y]) => `M${x - 3} ${y - 3}l6 6m-6 0l6-6`)} className={styles.crosses} />
        <path d={path(second, ([x, y]) => `M${x} ${y}h0`)} className={styles.dots} />
        {selected && (
          <circle
            cx={place(selected.x, selected.y)[0]}
            cy={place(selected.x, selected.y)[1]}
            r={12}
            className={styles.ring}
          />
        )}
      </svg>
      <div className={styles.xLabel}>{props.xLabel} →</div>
    </figure>
  )
}
