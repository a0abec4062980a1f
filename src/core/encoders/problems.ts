export type EncodeProblem =
  /** `known`: some values that can be asked for, the most frequent first. */
  | {
      readonly code: 'encode/unknown-value'
      readonly column: string
      readonly value: string
      readonly known?: readonly string[]
    }
  | { readonly code: 'encode/not-conditionable'; readonly column: string }
  | { readonly code: 'encode/not-a-number'; readonly column: string; readonly value: string }
  | { readonly code: 'encode/unreadable-state'; readonly encoder: string }
  /** The conditions on a column leave no value that all of them allow. */
  | { readonly code: 'encode/contradiction'; readonly column: string }
  /** The shares asked for on one column add up to more than 1. */
  | { readonly code: 'encode/shares-exceed-one'; readonly column: string; readonly sum: number }
