export type EncodeProblem =
  | { readonly code: 'encode/unknown-value'; readonly column: string; readonly value: string }
  | { readonly code: 'encode/not-conditionable'; readonly column: string }
  | { readonly code: 'encode/not-a-number'; readonly column: string; readonly value: string }
  | { readonly code: 'encode/unreadable-state'; readonly encoder: string }
