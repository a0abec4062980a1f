import type { Polygon } from '../../core/images/fill-polygons'
import type { Extent } from '../../core/images/thing'
import styles from './compose.module.css'

export interface Mark extends Extent {
  readonly name: string
  readonly polygons: readonly Polygon[]
  readonly kind?: 'object' | 'defect'
}

const pathOf = (polygons: readonly Polygon[]) =>
  polygons
    .map((polygon) => {
      const corners = Array.from({ length: polygon.length / 2 }, (_, i) => `${polygon[2 * i]} ${polygon[2 * i + 1]}`)
      return `M${corners.join('L')}Z`
    })
    .join('')

interface MarksProps {
  /** Pixels of the picture below. */
  readonly width: number
  readonly height: number
  readonly marks: readonly Mark[]
}

/** Boxes and outlines over a picture that fills the same place, in proportion. */
export function Marks({ width, height, marks }: MarksProps) {
  return (
    <svg className={styles.marks} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {marks.map(({ left, top, right, bottom, polygons, kind }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its place in the list
        <g key={i} data-kind={kind}>
          <rect x={left} y={top} width={right - left} height={bottom - top} />
          {polygons.length > 0 && <path d={pathOf(polygons)} fillRule="evenodd" />}
        </g>
      ))}
    </svg>
  )
}
