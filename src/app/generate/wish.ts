import type { FieldCondition } from '../../core/recipe/recipe'

/** The rows that a person wants. */
export interface RowsWish {
  readonly runId: string
  readonly rows: number
  readonly seed: number
  readonly temperature: number
  readonly conditions: readonly FieldCondition[]
}
