export type ExportProblem =
  | { readonly code: 'export/unknown-format'; readonly format: string }
  | { readonly code: 'export/too-many-rows'; readonly format: string; readonly rows: number; readonly limit: number }
