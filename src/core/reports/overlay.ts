/** One column as two distributions over the same bars: what tiles and the report draw. JSON; holds shares, no rows. */
export interface ColumnOverlay {
  readonly name: string
  /** Whether the bars lie on a scale (numbers, dates, ordered levels) or stand for separate values. */
  readonly ordered: boolean
  readonly bars: readonly OverlayBar[]
  /** Shares (0–1) of all rows. */
  readonly missing: { readonly real: number; readonly synthetic: number }
  /** What stands at the two ends of an ordered scale, as the source writes it. */
  readonly ends?: readonly [string, string]
}

/** `real`, `synthetic`: shares (0–1) of all rows, missing cells counted, so that bars and `missing` add up to 1. */
export interface OverlayBar {
  readonly label: string
  readonly real: number
  readonly synthetic: number
  /** 'below' and 'above' hold what lies outside the robust range; 'other' the levels that are not shown. */
  readonly part: 'value' | 'below' | 'above' | 'other'
}
