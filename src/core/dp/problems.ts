export type DpProblem =
  /** Ends of a column that were declared public, and are no values of it or stand the wrong way round. */
  { readonly code: 'dp/range-unreadable'; readonly column: string; readonly low: string; readonly high: string }
