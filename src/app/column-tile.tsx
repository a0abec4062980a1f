import { memo, type ReactNode } from 'react'
import type { ColumnOverlay } from '../core/reports/overlay'
import { OverlayTile } from '../ui/charts/overlay-tile'
import { formatShare } from '../ui/format'
import { overlayGap, overlayOf, overlaySummary } from './column-overlay'

interface ColumnTileProps {
  readonly column: ColumnOverlay
  readonly height?: number
  /** The figure beside the name; the share of rows that would have to move where there is none. */
  readonly figure?: string
  readonly children?: ReactNode
}

/** One column, real against synthetic. */
export const ColumnTile = memo(function ColumnTile({ column, height, figure, children }: ColumnTileProps) {
  return (
    <OverlayTile
      overlay={overlayOf(column)}
      summary={overlaySummary(column)}
      note={figure ?? <span title="Share of rows that would have to move">{formatShare(overlayGap(column))}</span>}
      {...(height === undefined ? {} : { height })}
    >
      {children}
    </OverlayTile>
  )
})
