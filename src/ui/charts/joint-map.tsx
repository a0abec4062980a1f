import { useId } from 'react'
import styles from './charts.module.css'

export interface JointMapProps {
  readonly title: string
  /** Names of rows and columns; cells are row by row. */
  readonly labelsA: readonly string[]
  readonly labelsB: readonly string[]
  /** Shares 0–1; of a gap −1–1. */
  readonly cells: readonly number[]
  /** The share that has the full colour. */
  readonly top: number
  /** 'gap': more than real in one colour, less in the other, with a sign in the cell. */
  readonly tone: 'real' | 'synthetic' | 'gap'
  /** What the picture shows, in a sentence. */
  readonly summary: string
}

const side = 16

/** A grid of cells, darker where more rows lie: two columns against each other. */
export function JointMap({ title, labelsA, labelsB, cells, top, tone, summary }: JointMapProps) {
  const id = useId()
  const [width, height] = [labelsB.length * side, labelsA.length * side]
  return (
    <figure className={styles.joint} aria-labelledby={id}>
      <figcaption id={id} className={styles.jointTitle}>
        {title}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} className={styles.jointSvg} role="img" aria-label={summary}>
        <rect width={width} height={height} className={styles.jointGround} />
        {cells.map((share, i) => {
          const strength = Math.min(1, Math.sqrt(Math.abs(share) / Math.max(top, 1e-9)))
          if (strength < 0.02) return null
          const [row, column] = [Math.floor(i / labelsB.length), i % labelsB.length]
          const kind = tone === 'gap' ? (share > 0 ? 'synthetic' : 'real') : tone
          const place = { x: column * side + 0.5, y: row * side + 0.5, width: side - 1, height: side - 1 }
          return (
            // Cells never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: a grid's cells keep their places
            <g key={i}>
              <rect {...place} className={styles[`joint-${kind}`]} fillOpacity={strength} />
              {tone === 'gap' && strength > 0.35 && (
                <path
                  className={styles.jointSign}
                  d={`M${place.x + 5} ${place.y + 7.5}h5${share > 0 ? `M${place.x + 7.5} ${place.y + 5}v5` : ''}`}
                />
              )}
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
