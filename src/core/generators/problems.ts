export type FitProblem =
  | { readonly code: 'fit/diverged'; readonly step: number }
  | { readonly code: 'fit/no-engine' }
  /** The engine gives no gradients of single rows. */
  | { readonly code: 'fit/no-row-gradients' }
  | { readonly code: 'fit/device-lost'; readonly reason: string }
  | { readonly code: 'fit/unknown-generator'; readonly generator: string }
  | { readonly code: 'sample/too-many-given'; readonly rows: number; readonly limit: number }
  | { readonly code: 'sample/needs-refit'; readonly units: readonly number[] }
  | { readonly code: 'sample/impossible'; readonly columns: readonly string[] }
  /** A column of the one side is computed from the other side's. */
  | { readonly code: 'sample/parity-entangled'; readonly target: string; readonly sensitive: readonly string[] }
  /** Rows that meet the conditions are too rare among what the model makes. */
  | { readonly code: 'sample/out-of-reach'; readonly made: number; readonly wanted: number }
