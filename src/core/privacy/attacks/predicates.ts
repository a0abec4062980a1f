import { numbersOf, scaleOf, shareLevels } from '../../learners/column-values'
import { columnNamed } from '../../metrics/compared-table'
import type { Field } from '../../schema/schema'
import type { Table } from '../../table/table'

/** A column as numbers in three tables: values, or codes into levels that all three share; NaN where missing. */
export interface GuessColumn {
  readonly name: string
  readonly isNumber: boolean
  readonly train: Float64Array
  readonly control: Float64Array
  readonly synthetic: Float64Array
  /** Smallest and largest synthetic value. */
  readonly range: readonly [number, number]
}

export type Side = 'train' | 'control' | 'synthetic'

export function guessColumns(
  tables: { readonly train: Table; readonly control: Table; readonly synthetic: Table },
  fields: readonly Field[],
): GuessColumn[] {
  return fields.map((field) => {
    const own = [tables.train, tables.control, tables.synthetic].map((table) => columnNamed(table, field.name)!)
    const isNumber = scaleOf(field) === 'continuous'
    const [train, control, synthetic] = isNumber ? own.map((column) => numbersOf(column, field)) : levelNumbers(own)
    return {
      name: field.name,
      isNumber,
      train: train!,
      control: control!,
      synthetic: synthetic!,
      range: rangeOf(synthetic!),
    }
  })
}

function rangeOf(values: Float64Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const v of values) {
    if (v < low) low = v
    if (v > high) high = v
  }
  return [low, high]
}

function levelNumbers(columns: Parameters<typeof shareLevels>[0]): Float64Array[] {
  const { levels, codes } = shareLevels(columns)
  return codes.map((list) => Float64Array.from(list, (code) => (code === levels.length ? Number.NaN : code)))
}

/** A statement about one column of a row. */
export interface Condition {
  readonly column: GuessColumn
  readonly is: 'equal' | 'at-least' | 'at-most' | 'missing'
  readonly value: number
}

const meets = ({ is, value }: Condition, v: number): boolean => {
  switch (is) {
    case 'equal':
      return v === value
    case 'at-least':
      return v >= value
    case 'at-most':
      return v <= value
    case 'missing':
      return Number.isNaN(v)
  }
}

/** Whether exactly one row of a side meets all conditions. */
export function isolates(conditions: readonly Condition[], side: Side, rows: number): boolean {
  let found = 0
  for (let row = 0; row < rows && found < 2; row++)
    if (conditions.every((condition) => meets(condition, condition.column[side][row]!))) found++
  return found === 1
}
