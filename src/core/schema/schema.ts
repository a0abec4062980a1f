import type { Relation } from '../relations/relation'

/**
 * The description of a table: what each column is, and what the studio shall do with it.
 * A small JSON value: it is stored, edited with undo, and part of the recipe.
 */
export interface Schema {
  readonly fields: readonly Field[]
  /** Rules between columns that every made row keeps. Absent: those that no train row breaks. */
  readonly relations?: readonly Relation[]
}

export const fieldKinds = [
  'integer',
  'decimal',
  'category',
  'ordinal',
  'boolean',
  'date',
  'datetime',
  'time',
  'id',
  'name',
  'email',
  'phone',
  'address',
  'iban',
  'card',
  'text',
  'constant',
] as const
export type FieldKind = (typeof fieldKinds)[number]

/** Kinds that name or reach a person: replaced by seeded fakes, never learned. */
export const personalKinds: readonly FieldKind[] = ['name', 'email', 'phone', 'address', 'iban', 'card']

/** learn: model it · fake: make fresh values of the same shape · drop: leave it out · constant: one value for all rows. */
export type FieldAction = 'learn' | 'fake' | 'drop' | 'constant'
export type FieldRole = 'none' | 'target' | 'key' | 'group'

export interface Field {
  readonly name: string
  readonly kind: FieldKind
  readonly action: FieldAction
  readonly role: FieldRole
  /** Whether it parts people into groups that must be treated alike: the report then audits fairness. */
  readonly sensitive?: boolean
  /** date, datetime, time: the pattern of the source, in the tokens of `core/schema/date-pattern.ts`. */
  readonly datePattern?: string
  /** ordinal: the levels from lowest to highest. */
  readonly order?: readonly string[]
}

/** What decides how rows are made: marks for the report do not. */
export const withoutMarks = (schema: Schema): Schema => ({
  ...schema,
  fields: schema.fields.map(({ sensitive: _, ...field }) => field),
})

/** What was seen in a column, and why its kind was chosen. Facts only; the words are the app's. */
export interface FieldProfile {
  readonly name: string
  readonly rows: number
  readonly missing: number
  readonly distinct: number
  /** Up to 32 bars: of equal width over a number's or date's range, or of the most frequent levels. */
  readonly bars: readonly { readonly label: string; readonly count: number }[]
  readonly examples: readonly string[]
  readonly evidence: readonly Evidence[]
  readonly warnings: readonly FieldWarning[]
}

/** `share` (0–1): the part of the non-missing cells that supports the finding. */
export type Evidence =
  | { readonly code: 'all-integers' | 'has-decimals' | 'few-distinct' | 'unique' | 'same-value' | 'long-texts' }
  | { readonly code: 'date-pattern'; readonly pattern: string; readonly share: number }
  | { readonly code: 'value-pattern'; readonly kind: FieldKind; readonly share: number }
  | { readonly code: 'header-word'; readonly word: string }
  | { readonly code: 'ordered-words' | 'two-values' | 'id-template'; readonly detail: string }

export type FieldWarning =
  | { readonly code: 'mostly-missing'; readonly share: number }
  | { readonly code: 'many-levels'; readonly distinct: number }
  | { readonly code: 'rare-levels'; readonly levels: number; readonly rows: number }
  | { readonly code: 'personal'; readonly kind: FieldKind }
  | { readonly code: 'ambiguous-dates'; readonly patterns: readonly string[] }
  | { readonly code: 'mixed-values'; readonly share: number; readonly examples: readonly string[] }
  | { readonly code: 'not-learned'; readonly reason: 'constant' | 'id' | 'text' | 'empty' }
