import type { Field } from '../schema/schema'
import { fieldAndColumn, isNumeric, numericCells } from './cells'
import { factorFormulas } from './factor-formulas'
import { formulaAt, formulaFields, formulaValues } from './formula-value'
import { linearCombinations } from './linear-combinations'
import {
  type Formula,
  type FormulaRelation,
  type Proposal,
  proposedFrom,
  type RelationKind,
  type Search,
} from './relation'

const mostFields = 40
const probes = 24
const fewestInformative = 30
const fewestValues = 3

/**
 * c = a + b, c = a · b, c = a / b, c = k · a + m, longer sums, and products with parts and percentages: totals, prices,
 * ages, durations.
 */
export const formula: RelationKind<FormulaRelation> = {
  kind: 'formula',
  fieldsOf: ({ target, formula: of }) => [target, ...formulaFields(of)],
  find(search) {
    const fields = numericFields(search)
    const short = fields.filter(isTarget).flatMap((target) => shortFormulas(target, fields, search))
    const found = oneFormEach(short.flatMap((candidate) => verified(candidate, fields, search)))
    const targets = new Set(found.map(({ relation }) => relation.target))
    const long = linearCombinations(fields, search.sample, targets).flatMap((candidate) =>
      verified(candidate, fields, search),
    )
    for (const { relation } of long) targets.add(relation.target)
    const factors = factorFormulas(fields, search.sample, targets).flatMap((candidate) =>
      verified(candidate, fields, search),
    )
    return oneFormEach([...found, ...long, ...bestOfEach(oneFormEach(factors))])
  },
  holds({ target, formula: of }, table, schema) {
    const all = new Uint8Array(table.rows).fill(1)
    const found = fieldAndColumn(schema, table, target)
    if (!found || formulaFields(of).some((name) => !fieldAndColumn(schema, table, name))) return all
    const given = numericCells(found.field, found.column)
    const places = found.column.kind === 'number' ? found.column.format.places : 0
    const read = (name: string) => {
      const { field, column } = fieldAndColumn(schema, table, name)!
      return numericCells(field, column)
    }
    const made = formulaValues(of, read, table.rows)
    return all.map((_, row) => (agrees(given[row]!, made[row]!, places) ? 1 : 0))
  },
}

export interface NumericField {
  readonly name: string
  readonly field: Field
  readonly values: Float64Array
  readonly places: number
  /** The value that most rows hold, where more than half of them do. */
  readonly usual: number | undefined
  readonly isNumber: boolean
}

export interface Candidate {
  readonly target: NumericField
  readonly formula: Formula
}

/** A formula writes numbers; dates are only read. */
export const isTarget = ({ isNumber }: NumericField) => isNumber

/** Same grid value, or missing exactly where the formula has no value. */
function agrees(given: number, made: number, places: number): boolean {
  if (Number.isNaN(given) || Number.isNaN(made)) return Number.isNaN(given) && Number.isNaN(made)
  return withinRounding(given, made, places)
}

const steps = Array.from({ length: 16 }, (_, places) => 10 ** -places)

/** Whether `made` is rounded to `given`; a half may have been rounded either way. */
export function withinRounding(given: number, made: number, places: number): boolean {
  const step = steps[places] ?? 10 ** -places
  return Math.abs(made - given) <= 0.5000001 * step + 8 * Number.EPSILON * Math.abs(given)
}

function numericFields({ schema, table, sample }: Search): NumericField[] {
  return schema.fields
    .filter(isNumeric)
    .flatMap((field): NumericField[] => {
      const found = fieldAndColumn(schema, table, field.name)
      if (!found) return []
      const { column } = found
      const values = numericCells(field, column)
      const counts = new Map<number, number>()
      for (const row of sample) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1)
      const [usual, most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [Number.NaN, 0])
      if (counts.size < fewestValues) return []
      const isNumber = column.kind === 'number'
      const places = column.kind === 'number' ? column.format.places : 0
      const isUsual = most > sample.length / 2
      return [{ name: field.name, field, values, places, usual: isUsual ? usual : undefined, isNumber }]
    })
    .slice(0, mostFields)
}

/** Formulas of one or two fields that fit the target on some rows. */
function shortFormulas(target: NumericField, fields: readonly NumericField[], search: Search): Candidate[] {
  const others = fields.filter((each) => each !== target)
  const found: Candidate[] = []
  const rowsOf = (...of: NumericField[]) => informativeRows([target, ...of], search.sample, probes)
  const consider = (formula: Formula, rows: readonly number[], of: readonly NumericField[]) => {
    if (rows.length < probes / 2) return
    const value = formulaAt(formula, (name) => of.find((each) => each.name === name)!.values)
    let misses = 0
    for (const row of rows) {
      if (!agrees(target.values[row]!, value(row), target.places) && ++misses > 1) return
    }
    found.push({ target, formula })
  }
  others.forEach((a, i) => {
    const scaled = scaling(target, a, rowsOf(a))
    if (scaled) consider(scaled, rowsOf(a), [a])
    for (const b of others.slice(i + 1)) {
      const rows = rowsOf(a, b)
      const sum = (x: number, y: number): Formula => ({
        is: 'sum',
        terms: [
          { field: a.name, factor: x },
          { field: b.name, factor: y },
        ],
        constant: 0,
      })
      for (const [x, y] of [
        [1, 1],
        [1, -1],
        [-1, 1],
      ] as const)
        consider(sum(x, y), rows, [a, b])
      consider({ is: 'product', of: [a.name, b.name] }, rows, [a, b])
      consider({ is: 'quotient', of: [a.name, b.name] }, rows, [a, b])
      consider({ is: 'quotient', of: [b.name, a.name] }, rows, [a, b])
    }
  })
  return found
}

/** k and m of target = k · a + m, from the two rows that lie furthest apart. */
function scaling(target: NumericField, a: NumericField, rows: readonly number[]): Formula | undefined {
  if (rows.length < 2) return undefined
  const byValue = [...rows].sort((x, y) => a.values[x]! - a.values[y]!)
  const [low, high] = [byValue[0]!, byValue.at(-1)!]
  const step = a.values[high]! - a.values[low]!
  if (step === 0) return undefined
  const factor = Number(((target.values[high]! - target.values[low]!) / step).toPrecision(9))
  if (factor === 0) return undefined
  const constant = Number((target.values[low]! - factor * a.values[low]!).toPrecision(9))
  return { is: 'sum', terms: [{ field: a.name, factor }], constant }
}

/** The first rows of the sample in which every field holds a value other than its usual one: a chance to be contradicted. */
export function informativeRows(fields: readonly NumericField[], sample: Uint32Array, most: number): number[] {
  const rows: number[] = []
  for (let i = 0; i < sample.length && rows.length < most; i++) {
    const row = sample[i]!
    if (fields.every(({ values, usual }) => isTelling(values[row]!, usual))) rows.push(row)
  }
  return rows
}

const isTelling = (value: number, usual: number | undefined) => !Number.isNaN(value) && value !== usual

/** The candidate with what all rows say, or nothing. */
function verified({ target, formula }: Candidate, fields: readonly NumericField[], search: Search) {
  const of = formulaFields(formula).map((name) => fields.find((each) => each.name === name)!)
  const value = formulaAt(formula, (name) => of.find((each) => each.name === name)!.values)
  let [rows, holds, chances, met] = [0, 0, 0, 0]
  const distinct = new Set<number>()
  for (let row = 0; row < search.table.rows; row++) {
    const [given, made] = [target.values[row]!, value(row)]
    if (Number.isNaN(given) && Number.isNaN(made)) continue
    const isMet = agrees(given, made, target.places)
    rows++
    if (isMet) holds++
    if (![target, ...of].every(({ values, usual }) => isTelling(values[row]!, usual))) continue
    chances++
    if (isMet) met++
    if (distinct.size < fewestValues + 2) distinct.add(given)
  }
  const isFound = chances >= fewestInformative && met >= proposedFrom * chances && holds >= proposedFrom * rows
  if (!isFound || distinct.size < fewestValues + 2) return []
  const relation: FormulaRelation = { kind: 'formula', target: target.name, formula }
  return [{ relation, rows, holds }]
}

type Found = Omit<Proposal, 'relation'> & { readonly relation: FormulaRelation }

/** Of the forms of one tie (c = a + b, a = c − b) the one that holds most, then the simplest: sums before differences. */
function oneFormEach(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>()
  for (const each of found) {
    const key = [...formula.fieldsOf(each.relation)].sort().join('\n')
    const other = best.get(key)
    if (!other || preference(each) > preference(other)) best.set(key, each)
  }
  return [...best.values()]
}

/** Of the formulas with one target the one that holds most, then the one of fewest columns. */
function bestOfEach(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>()
  const sizeOf = ({ relation }: Found) => formulaFields(relation.formula).length
  const rate = (each: Found) => Math.floor((100 * each.holds) / Math.max(1, each.rows)) * 10 - sizeOf(each)
  for (const each of found) {
    const other = best.get(each.relation.target)
    if (!other || rate(each) > rate(other)) best.set(each.relation.target, each)
  }
  return [...best.values()]
}

/** What holds more often, then sums of plain columns, products, and whatever is written with fewer digits. */
function preference({ relation, holds, rows }: Found): number {
  return Math.floor((100 * holds) / Math.max(1, rows)) * 1000 + simplicity(relation.formula)
}

function simplicity(formula: Formula): number {
  if (formula.is === 'product') return 300
  if (formula.is === 'quotient') return 200
  if (formula.is === 'factors') {
    const differences = [formula.sign, formula.addend?.factor ?? 1].filter((sign) => sign < 0).length
    const special = formula.factors.filter(({ constant, scale }) => constant !== 0 || scale !== 1)
    return 150 - 20 * differences - special.length
  }
  if (formula.terms.length > 1 && formula.terms.every(({ factor }) => factor === 1)) return 400
  const digits = [formula.constant, ...formula.terms.map(({ factor }) => factor)].map((n) => String(n).length)
  const differences = formula.terms.filter(({ factor }) => factor < 0).length
  return 100 - differences - digits.reduce((sum, n) => sum + n, 0) / 10
}
