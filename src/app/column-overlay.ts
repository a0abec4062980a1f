import type { ColumnOverlay } from '../core/reports/overlay'
import { shareBand } from '../core/reports/share-band'
import type { Overlay } from '../ui/charts/overlay-tile'
import { formatShare } from '../ui/format'

/** A column's overlay as a chart takes it, its pooled bars named. */
export function overlayOf({ name, bars, ordered, ends, missing, rows }: ColumnOverlay): Overlay {
  return {
    title: name,
    labels: bars.map(barName),
    first: bars.map((bar) => bar.real),
    second: bars.map((bar) => bar.synthetic),
    ordered,
    ...(rows ? { band: bars.map((bar) => shareBand(bar.real, rows.real, rows.synthetic)) } : {}),
    ...(ends ? { ends } : {}),
    ...(missing.real > 0 || missing.synthetic > 0
      ? { missing: { first: missing.real, second: missing.synthetic } }
      : {}),
  }
}

function barName({ part, label }: ColumnOverlay['bars'][number]): string {
  if (part === 'below') return 'lower'
  if (part === 'above') return 'higher'
  if (part === 'other') return 'all others'
  return label === '' ? 'empty' : label
}

/** Half the sum of the differences of all bars, missing cells among them: the share of rows that would have to move. */
export function overlayGap({ bars, missing }: ColumnOverlay): number {
  const moved = bars.reduce((sum, bar) => sum + Math.abs(bar.real - bar.synthetic), 0)
  return (moved + Math.abs(missing.real - missing.synthetic)) / 2
}

/** What an overlay shows, for those who can't see it. */
export function overlaySummary(column: ColumnOverlay): string {
  const { missing, name } = column
  const empty =
    missing.real > 0 || missing.synthetic > 0
      ? ` Missing: ${formatShare(missing.real)} of real, ${formatShare(missing.synthetic)} of synthetic rows.`
      : ''
  return `${name}: the synthetic distribution differs from the real one in ${formatShare(overlayGap(column))} of rows.${empty}`
}
