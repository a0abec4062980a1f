import type { ValueCondition } from '../encoders/encoder'
import type { Dialect } from '../readers/reader'
import type { Schema } from '../schema/schema'

/** The user's choices: enough to run again, here or headless. JSON. */
export interface Recipe {
  readonly format: 'synthetic-data-studio/recipe'
  readonly version: 1
  readonly source: {
    readonly name: string
    readonly rows: number
    readonly sha256?: string
    readonly dialect?: Partial<Dialect>
  }
  readonly schema: Schema
  readonly split: SplitChoice
  readonly generator: GeneratorChoice
  readonly output: OutputChoice
  readonly seed: number
}

/** Shares of the rows; the rest is test. `holdout: 'early-stop'` fits on every row but the 5 % that early stopping needs. */
export interface SplitChoice {
  readonly holdout: 'full' | 'early-stop'
  readonly train: number
  readonly control: number
}

export interface GeneratorChoice {
  /** A generator's id, or 'auto'. */
  readonly id: string
  /** Options per generator id, validated by that generator's own schema. */
  readonly options: Readonly<Record<string, unknown>>
  /** A value held by fewer rows is never emitted. */
  readonly minimumCount: number
  /** Time limit for fitting a network. */
  readonly seconds?: number
}

export interface OutputChoice {
  readonly rows: number
  /** Of the draws; the recipe's own seed is that of split and fit. */
  readonly seed: number
  readonly temperature: number
  readonly conditions: readonly FieldCondition[]
  /** Columns that are drawn otherwise than `temperature` says. */
  readonly columns?: readonly ColumnDraw[]
  readonly parity?: Parity
  /** Of a completed table: how often its gaps are filled; 1 when absent. */
  readonly copies?: number
}

/** How one column is drawn. `topP` (0–1): only its likeliest values that make up this share. */
export interface ColumnDraw {
  readonly field: string
  readonly temperature?: number
  readonly topP?: number
}

/** The target is as frequent in every group of the sensitive columns (statistical parity). */
export interface Parity {
  readonly target: string
  readonly sensitive: readonly string[]
}

/** What an output asks of its rows beside their number. */
export type Steering = Pick<OutputChoice, 'temperature' | 'conditions' | 'columns' | 'parity'>

export const steeringOf = ({ temperature, conditions, columns, parity }: Steering): Steering => ({
  temperature,
  conditions,
  ...(columns && columns.length > 0 ? { columns } : {}),
  ...(parity ? { parity } : {}),
})

/** Whether the rows are meant to differ from the original. */
export const isSteered = ({ temperature, conditions, columns = [], parity }: Steering): boolean =>
  temperature !== 1 || conditions.length > 0 || columns.length > 0 || parity !== undefined

/** `share` (0–1): part of the rows that shall meet it; 1 when absent. */
export interface FieldCondition {
  readonly field: string
  readonly condition: ValueCondition
  readonly share?: number
}

/** Rows of each part as the shares alone let one expect: the true numbers of a private split hang on the rows. */
export function expectedParts({ holdout, train, control }: SplitChoice, rows: number) {
  if (holdout === 'early-stop') return { train: rows, control: 0, test: 0 }
  const [first, second] = [Math.round(train * rows), Math.round(control * rows)]
  return { train: first, control: second, test: rows - first - second }
}

/** Without the source's fingerprint, by which a guess of the whole file could be confirmed. */
export function withoutFingerprint(recipe: Recipe): Recipe {
  const { sha256: _, ...source } = recipe.source
  return { ...recipe, source }
}
