import type { Steering } from '../../core/recipe/recipe'

/** The rows that a person wants. */
export interface RowsWish extends Steering {
  readonly runId: string
  readonly rows: number
  readonly seed: number
  /** Of rows to complete: how often their gaps are filled; 1 when absent. */
  readonly copies?: number
}
