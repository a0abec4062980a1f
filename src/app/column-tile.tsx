import { memo, type ReactNode } from 'react'
import type { ColumnOverlay } from '../core/reports/overlay'
import { OverlayTile } from '../ui/charts/overlay-tile'
import { formatShare } from '../ui/format'
import { overlayGap, overlayOf, overlaySummary } from './column-overlay'

interface ColumnTileProps {
  readonly column: ColumnOverlay
  readonly height?: number
  readonly children?: ReactNode
}

/** One column, real against synthetic. */
export const ColumnTile = memo(function ColumnTile({ column, height, children }: ColumnTileProps) {
  return (
    <OverlayTile
      overlay={overlayOf(column)}
      summary={overlaySummary(column)}
      note={`${formatShare(overlayGap(column))} apart`}
      {...(height === undefined ? {} : { height })}
    >
      {children}
    </OverlayTile>
  )
})
