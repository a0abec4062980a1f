import { memo, type ReactNode, useId } from 'react'
import { bandPath, barPath, outlinePath } from './bar-path'
import styles from './charts.module.css'
import { Hatch } from './hatch'

/** Two distributions over the same bars, as shares (0–1) of all rows. */
export interface Overlay {
  readonly title: string
  /** One per bar. */
  readonly labels: readonly string[]
  /** Drawn as a solid outline. */
  readonly first: readonly number[]
  /** Drawn as hatched bars. */
  readonly second: readonly number[]
  /** Per bar, where the second share would lie if both were the same but for chance. Drawn as a band. */
  readonly band?: readonly (readonly [number, number])[]
  /** Bars of an ordered scale touch; those of separate values stand apart. */
  readonly ordered: boolean
  /** What stands at the two ends of an ordered scale. */
  readonly ends?: readonly [string, string]
  /** Shares of missing cells; absent where neither has any. */
  readonly missing?: { readonly first: number; readonly second: number }
}

interface OverlayTileProps {
  readonly overlay: Overlay
  /** A short figure beside the title. */
  readonly note?: ReactNode
  /** What the picture shows, in a sentence. */
  readonly summary: string
  readonly height?: number
  /** More, below the picture. */
  readonly children?: ReactNode
}

const width = 200

/** Two distributions on top of each other: small enough for sixty on a page, redrawn as two paths. */
export const OverlayTile = memo(function OverlayTile(props: OverlayTileProps) {
  const { overlay, note, summary, height = 64, children } = props
  const hatch = useId()
  const top = Math.max(...overlay.first, ...overlay.second, 0)
  const box = { width, height, top: top * 1.04 }
  const gap = overlay.ordered ? 0 : 0.24
  return (
    <figure className={`${styles.chart} ${styles.tile}`}>
      <figcaption className={styles.tileHead}>
        <span className={styles.tileTitle} title={overlay.title}>
          {overlay.title}
        </span>
        {note !== undefined && <span className={styles.tileNote}>{note}</span>}
      </figcaption>
      <div className={styles.plots}>
        <div className={styles.plot}>
          <svg
            className={styles.svg}
            viewBox={`0 0 ${width} ${height}`}
            style={{ height }}
            preserveAspectRatio="none"
            role="img"
            aria-label={summary}
          >
            <Hatch id={hatch} />
            <path d={barPath(overlay.second, box, gap)} fill={`url(#${hatch})`} />
            {overlay.band && <path d={bandPath(overlay.band, box, gap)} className={styles.band} />}
            <path d={outlinePath(overlay.first, box, gap)} className={styles.firstLine} />
          </svg>
          <Axis overlay={overlay} />
        </div>
        {overlay.missing && <MissingBar missing={overlay.missing} height={height} hatch={hatch} />}
      </div>
      {children}
    </figure>
  )
})

function Axis({ overlay: { ordered, ends, labels } }: { overlay: Overlay }) {
  if (ordered) {
    const [low, high] = ends ?? [labels[0] ?? '', labels.at(-1) ?? '']
    return (
      <div className={styles.axis} aria-hidden>
        <span>{low}</span>
        <span>{high}</span>
      </div>
    )
  }
  return (
    <div className={styles.axis} aria-hidden>
      <span title={labels.join(', ')}>{labels.join(' · ')}</span>
    </div>
  )
}

/** Missing cells have a scale of their own: 0 to 100 %, or to twice the larger share where that is small. */
function MissingBar(props: { missing: { first: number; second: number }; height: number; hatch: string }) {
  const { missing, height, hatch } = props
  const box = { width: 30, height, top: Math.min(1, Math.max(missing.first, missing.second) * 2) }
  return (
    <div className={styles.missingPlot}>
      <svg
        className={styles.svg}
        viewBox={`0 0 30 ${height}`}
        style={{ height }}
        preserveAspectRatio="none"
        aria-hidden
      >
        <path d={barPath([missing.second], box, 0.3)} fill={`url(#${hatch})`} />
        <path d={outlinePath([missing.first], box, 0.3)} className={styles.firstLine} />
      </svg>
      <div className={`${styles.axis} ${styles.axisCentre}`} aria-hidden>
        <span>missing</span>
      </div>
    </div>
  )
}
