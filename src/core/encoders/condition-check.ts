import { cellReader, numericCells } from '../relations/cells'
import { compilePattern } from '../schema/date-pattern'
import type { Field } from '../schema/schema'
import { type Column, isMissing } from '../table/table'
import type { ValueCondition } from './encoder'
import { parseNumber } from './views'

/** Whether cells of a column meet a condition, row by row: what encoders turn into masks, asked of values. */
export function conditionCheck(condition: ValueCondition, field: Field, column: Column): (row: number) => boolean {
  if (condition.is === 'missing') return (row) => isMissing(column, row)
  if (condition.is === 'present') return (row) => !isMissing(column, row)
  if (condition.is === 'in') return listCheck(condition.values, column)
  const place = placeReader(field, column)
  const end = (text: string | undefined, free: number) => (text === undefined ? free : place.of(text))
  const low = end(condition.low, Number.NEGATIVE_INFINITY)
  const high = end(condition.high, Number.POSITIVE_INFINITY)
  return (row) => place.at(row) >= low && place.at(row) <= high
}

function listCheck(values: readonly string[], column: Column): (row: number) => boolean {
  if (column.kind === 'number') {
    const numbers = new Set(values.map((text) => parseNumber(text, column.format)))
    return (row) => !isMissing(column, row) && numbers.has(column.values[row]!)
  }
  const read = cellReader(column)
  const texts = new Set<string | null>(values)
  return (row) => {
    const text = read(row)
    return text !== null && texts.has(text)
  }
}

/** Places on the field's own scale: numbers, days, positions in the order; NaN (never within) where there is none. */
function placeReader(field: Field, column: Column) {
  if (column.kind === 'number') {
    return { at: (row: number) => column.values[row]!, of: (text: string) => parseNumber(text, column.format) }
  }
  if (field.order) {
    const { order } = field
    const of = (text: string) => {
      const at = order.indexOf(text)
      return at < 0 ? Number.NaN : at
    }
    const read = cellReader(column)
    return { at: (row: number) => of(read(row) ?? ''), of }
  }
  const { parse } = compilePattern(field.datePattern ?? '')
  const milliseconds = (text: string) => (field.datePattern ? (parse(text) ?? Number.NaN) : Number(text))
  const ofLevel = column.levels.map(milliseconds)
  const at = (row: number) => ofLevel[column.codes[row]!] ?? Number.NaN
  return { at, of: milliseconds }
}

/** Numbers of a column's cells by which the nearest of two can be told; undefined for words. */
export function distances(field: Field, column: Column): Float64Array | undefined {
  const isOrdered = ['integer', 'decimal', 'date', 'datetime', 'time'].includes(field.kind)
  return isOrdered ? numericCells(field, column) : undefined
}
