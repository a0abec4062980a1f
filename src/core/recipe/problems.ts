export type RecipeProblem =
  | { readonly code: 'recipe/unreadable'; readonly reason: string }
  | { readonly code: 'recipe/other-data'; readonly missing: readonly string[] }
  | { readonly code: 'recipe/condition-unreadable'; readonly text: string }
  | { readonly code: 'recipe/not-balanceable'; readonly column: string; readonly values: number; readonly most: number }
  | { readonly code: 'recipe/parity-unreadable'; readonly text: string }
  | { readonly code: 'recipe/draw-unreadable'; readonly text: string }
