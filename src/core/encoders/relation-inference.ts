import { columnNamed, fieldAndColumn, numericCells, withColumn } from '../relations/cells'
import { formulaFields, roundTo } from '../relations/formula-value'
import type { Factor, Formula, FormulaRelation, Relation } from '../relations/relation'
import type { Schema } from '../schema/schema'
import { type Column, cellText, isMissing, type Table, textColumn } from '../table/table'
import { keysMeeting, type LookupState } from './lookup-column'
import type { RelationPlanState } from './relation-plan'

/** The fields that a computed one hangs on. */
export const sourcesOf = (name: string, relations: readonly Relation[]): readonly string[] =>
  relations.flatMap((relation) => {
    if (relation.kind === 'formula' && relation.target === name) return formulaFields(relation.formula)
    return relation.kind === 'lookup' && relation.to === name ? [relation.from] : []
  })

/** A computed field where all that it is computed from is given. */
export function fillComputed(
  given: Table,
  name: string,
  compute: (name: string, table: Table) => Column,
  sources: readonly string[],
): Table {
  const columns = sources.flatMap((source) => columnNamed(given, source) ?? [])
  if (columns.length < sources.length) return given
  const hasAll = (row: number) => columns.every((column) => !isMissing(column, row))
  return withColumn(given, name, fillGaps(columnNamed(given, name), compute(name, given), given.rows, hasAll))
}

/** The one part of a formula that is not given, where the rest and the result are. Dates are not solved for. */
export function solveGap(
  given: Table,
  { target, formula }: FormulaRelation,
  schema: Schema,
  written: RelationPlanState['written'],
): Table {
  const parts = formulaFields(formula)
  const values = new Map(
    [target, ...parts].map((name) => {
      const found = fieldAndColumn(schema, given, name)
      return [name, found && numericCells(found.field, found.column)] as const
    }),
  )
  const at = (name: string, row: number) => values.get(name)?.[row] ?? Number.NaN
  return parts.reduce((each, open) => {
    const format = written[open]?.format
    if (!format) return each
    const solved = Float64Array.from({ length: given.rows }, (_, row) => {
      const value = solvedFor(open, formula, at(target, row), (name) => at(name, row))
      return Number.isFinite(value) ? roundTo(value, format.places) : Number.NaN
    })
    const made: Column = { kind: 'number', values: solved, format, spellings: [] }
    return withColumn(
      each,
      open,
      fillGaps(columnNamed(each, open), made, given.rows, (row) => !Number.isNaN(solved[row]!)),
    )
  }, given)
}

/** NaN where it has no answer. */
function solvedFor(open: string, formula: Formula, result: number, at: (name: string) => number): number {
  if (formula.is === 'sum') {
    const own = formula.terms.find(({ field }) => field === open)!
    const others = formula.terms.filter((term) => term !== own)
    const rest = others.reduce((sum, { field, factor }) => sum + factor * at(field), formula.constant)
    return (result - rest) / own.factor
  }
  if (formula.is === 'factors') {
    const { factors, sign, addend } = formula
    const partOf = ({ field, constant, scale }: Factor) => constant + scale * at(field)
    const product = (of: readonly Factor[]) => of.reduce<number>((all, factor) => all * partOf(factor), sign)
    if (addend?.field === open) return (result - product(factors)) / addend.factor
    const own = factors.find(({ field }) => field === open)!
    const rest = result - (addend ? addend.factor * at(addend.field) : 0)
    return (rest / product(factors.filter((factor) => factor !== own)) - own.constant) / own.scale
  }
  const [a, b] = formula.of
  if (formula.is === 'product') return result / at(open === a ? b : a)
  return open === a ? result * at(b) : at(a) / result
}

/** Cells that are given stay; gaps take what was made where `takes` says so. */
function fillGaps(own: Column | undefined, made: Column, rows: number, takes: (row: number) => boolean): Column {
  const isGiven = (row: number) => own !== undefined && !isMissing(own, row)
  if (made.kind === 'number' && (!own || own.kind === 'number')) {
    const values = Float64Array.from({ length: rows }, (_, row) => {
      if (own && isGiven(row)) return own.values[row]!
      return takes(row) ? made.values[row]! : Number.NaN
    })
    const missing = Uint8Array.from(values, (v) => (Number.isNaN(v) ? 1 : 0))
    return { kind: 'number', values, missing, format: own?.format ?? made.format, spellings: [''] }
  }
  return textColumn(
    Array.from({ length: rows }, (_, row) => {
      if (own && isGiven(row)) return cellText(own, row)
      return takes(row) && !isMissing(made, row) ? cellText(made, row) : null
    }),
  )
}

/** A value of `to` is given and `from` is not: `from` is one of those that go with it. */
export function limitOf(lookup: LookupState, given: Table, row: number, schema: Schema) {
  const [from, to] = [columnNamed(given, lookup.from), columnNamed(given, lookup.to)]
  if (!to || isMissing(to, row) || (from && !isMissing(from, row))) return []
  const field = schema.fields.find(({ name }) => name === lookup.to)!
  const values = keysMeeting(lookup, { is: 'in', values: [cellText(to, row)] }, field)
  return values.length === 0 ? [] : [{ field: lookup.from, condition: { is: 'in' as const, values } }]
}
