/** What can be wrong with a file. `name` is the file's name, positions are 1-based. */
export type ReadProblem =
  | { readonly code: 'read/empty'; readonly name: string }
  /** The system no longer hands out its bytes: it was changed, moved or deleted since it was chosen. */
  | { readonly code: 'read/changed'; readonly name: string }
  | { readonly code: 'read/unknown-format'; readonly name: string }
  | { readonly code: 'read/binary'; readonly name: string }
  | { readonly code: 'read/encrypted'; readonly name: string }
  | { readonly code: 'read/broken'; readonly name: string; readonly format: string; readonly reason: string }
  | { readonly code: 'read/no-rows'; readonly name: string }
  | { readonly code: 'read/one-column'; readonly name: string }
  | { readonly code: 'read/too-many-columns'; readonly name: string; readonly columns: number; readonly limit: number }
  | { readonly code: 'read/encoding'; readonly name: string; readonly encoding: string; readonly row: number }
  | { readonly code: 'read/open-quote'; readonly name: string; readonly row: number }
  | { readonly code: 'read/too-large'; readonly name: string; readonly bytes: number; readonly limit: number }
