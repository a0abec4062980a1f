export type ExportProblem =
  | { readonly code: 'export/unknown-format'; readonly format: string }
  | { readonly code: 'export/too-many-rows'; readonly format: string; readonly rows: number; readonly limit: number }
  | {
      readonly code: 'export/too-many-columns'
      readonly format: string
      readonly columns: number
      readonly limit: number
    }
  /** `characters`: of the cell, more than the format can hold. */
  | {
      readonly code: 'export/cell-too-long'
      readonly format: string
      readonly characters: number
      readonly limit: number
    }
