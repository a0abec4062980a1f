export type SchemaProblem =
  | { readonly code: 'schema/too-few-rows'; readonly rows: number; readonly needed: number }
  | { readonly code: 'schema/nothing-to-learn' }
  | { readonly code: 'schema/unknown-column'; readonly column: string }
