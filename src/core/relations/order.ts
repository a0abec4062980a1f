import { fieldAndColumn, isNumeric, numericCells } from './cells'
import { fewestChances, type OrderRelation, type Proposal, type RelationKind, type Search } from './relation'

/** Two columns that had nothing to do with each other would break the order at least this often. */
const brokenByChance = 0.05
/** More than of other relations: counts of different things are often in order by chance. */
const orderFrom = 0.995
const mostFields = 60

/** a ≤ b: start ≤ end, minimum ≤ mean ≤ maximum. What follows from two other orders is not proposed. */
export const order: RelationKind<OrderRelation> = {
  kind: 'order',
  fieldsOf: ({ low, high }) => [low, high],
  find(search) {
    const columns = numericFields(search)
    const found: Proposal[] = []
    for (const low of columns)
      for (const high of columns) {
        if (low === high || low.isDate !== high.isDate) continue
        if (!holdsInSample(low.values, high.values, search.sample)) continue
        if (chanceOfBreaking(low.values, high.values, search.sample) < brokenByChance) continue
        const { rows, holds, equal } = count(low.values, high.values)
        if (rows < fewestChances || holds < orderFrom * rows || equal === rows) continue
        found.push({ relation: { kind: 'order', low: low.name, high: high.name }, rows, holds })
      }
    return withoutImplied(found)
  },
  holds({ low, high }, table, schema) {
    const [a, b] = [low, high].map((name) => fieldAndColumn(schema, table, name))
    if (!a || !b) return new Uint8Array(table.rows).fill(1)
    const [x, y] = [numericCells(a.field, a.column), numericCells(b.field, b.column)]
    return Uint8Array.from({ length: table.rows }, (_, row) => (x[row]! > y[row]! ? 0 : 1))
  },
}

interface NumericField {
  readonly name: string
  readonly isDate: boolean
  readonly values: Float64Array
}

function numericFields({ schema, table }: Search): NumericField[] {
  return schema.fields
    .filter(isNumeric)
    .slice(0, mostFields)
    .flatMap((field) => {
      const found = fieldAndColumn(schema, table, field.name)
      if (!found) return []
      const isDate = field.kind === 'date' || field.kind === 'datetime'
      return [{ name: field.name, isDate, values: numericCells(field, found.column) }]
    })
}

function holdsInSample(low: Float64Array, high: Float64Array, sample: Uint32Array): boolean {
  let rows = 0
  let broken = 0
  for (const row of sample) {
    const [a, b] = [low[row]!, high[row]!]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    rows++
    if (a > b) broken++
  }
  return rows >= fewestChances / 2 && broken <= 4 * (1 - orderFrom) * rows
}

/** The share of pairs (a of one row, b of another) with a > b. */
function chanceOfBreaking(low: Float64Array, high: Float64Array, sample: Uint32Array): number {
  const take = (values: Float64Array) =>
    Float64Array.from(sample, (row) => values[row]!)
      .filter((v) => !Number.isNaN(v))
      .sort()
  const [a, b] = [take(low), take(high)]
  let below = 0
  let broken = 0
  for (const value of a) {
    while (below < b.length && b[below]! < value) below++
    broken += below
  }
  return broken / Math.max(1, a.length * b.length)
}

function count(low: Float64Array, high: Float64Array): { rows: number; holds: number; equal: number } {
  let [rows, holds, equal] = [0, 0, 0]
  for (let row = 0; row < low.length; row++) {
    const [a, b] = [low[row]!, high[row]!]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    rows++
    if (a <= b) holds++
    if (a === b) equal++
  }
  return { rows, holds, equal }
}

function withoutImplied(found: readonly Proposal[]): Proposal[] {
  const pairs = found.map(({ relation }) => relation as OrderRelation)
  return found.filter((_, i) => {
    const { low, high } = pairs[i]!
    return !pairs.some(
      (first) => first.low === low && first.high !== high && pairs.some((p) => p.low === first.high && p.high === high),
    )
  })
}
