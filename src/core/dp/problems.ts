export type DpProblem =
  /** Ends of a column that were declared public, and are no values of it or stand the wrong way round. */
  | { readonly code: 'dp/range-unreadable'; readonly column: string; readonly low: string; readonly high: string }
  /** A declared domain of another kind than the column has; `nothing`: none helps it. */
  | { readonly code: 'dp/domain-unfit'; readonly column: string; readonly needs: 'range' | 'values' | 'nothing' }
