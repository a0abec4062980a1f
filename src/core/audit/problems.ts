/** What can be wrong with the files of an audit. `name` is the file's name. */
export type AuditProblem =
  | {
      readonly code: 'audit/no-common-columns'
      readonly name: string
      readonly real: string
      /** Up to five column names of each. */
      readonly has: readonly string[]
      readonly expected: readonly string[]
    }
  /** The real table holds nothing that could be compared. */
  | { readonly code: 'audit/nothing-to-compare'; readonly name: string }
  | { readonly code: 'audit/holdout-lacks-columns'; readonly name: string; readonly columns: readonly string[] }
  | { readonly code: 'audit/too-few-rows'; readonly name: string; readonly rows: number; readonly needed: number }
