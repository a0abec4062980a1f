export type RecipeProblem =
  | { readonly code: 'recipe/unreadable'; readonly reason: string }
  | { readonly code: 'recipe/other-data'; readonly missing: readonly string[] }
  | { readonly code: 'recipe/condition-unreadable'; readonly text: string }
