/** What can't be measured. */
export type MeasureProblem = { readonly code: 'measure/no-task'; readonly column: string }
