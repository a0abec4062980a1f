import { columnNamed, fieldAndColumn, numbersOf, withColumn } from '../relations/cells'
import { roundTo } from '../relations/formula-value'
import type { OrderRelation } from '../relations/relation'
import { compilePattern } from '../schema/date-pattern'
import type { Field, Schema } from '../schema/schema'
import { type Column, isMissing, type NumberColumn, type NumberFormat, plainNumber, type Table } from '../table/table'

/** An order whose high column is modelled as its distance from the low one: days from order to delivery. */
export interface OrderGap {
  readonly low: string
  readonly high: string
  /** What one step of the gap is worth: 10 ** −places of a number, milliseconds of a date. */
  readonly step: number
  /** Where low is missing, high is counted from here. */
  readonly middle: number
  /** The usual gap, in steps: what is assumed where only high is given. */
  readonly usual: number
  /** Values of high that enough rows reach: nothing beyond is made. */
  readonly range: readonly [number, number]
  /** How a number is written; absent for dates. */
  readonly format?: NumberFormat
}

/** Bins over the middle of high's range on which both entropies are taken. */
const entropyBins = 256
/** A gap is modelled when it is this much easier to tell than high itself, in nats. */
const fewestNats = 1
/** Rows with a high and no low, in which a gap means something else. */
const mostWithoutLow = 0.05

/**
 * Orders that are better modelled as gaps. Given low, high and gap say the same, so what the gap's entropy lies below
 * high's is what a model need not learn about low. Where it is not far below (two widths of one shape), high has atoms
 * and bins of its own and stays. Looks at train rows only.
 */
export function fitOrderGaps(
  orders: readonly OrderRelation[],
  table: Table,
  schema: Schema,
  isFree: (name: string) => boolean,
  minimumCount: number,
): OrderGap[] {
  const gaps: OrderGap[] = []
  const reaches = (from: string, goal: string): boolean =>
    from === goal || gaps.some(({ low, high }) => high === from && reaches(low, goal))
  for (const { low, high } of orders) {
    if (![low, high].every(isFree) || gaps.some((gap) => gap.high === high) || reaches(low, high)) continue
    const gap = fitGap(low, high, table, schema, minimumCount)
    if (gap) gaps.push(gap)
  }
  return inOrder(gaps)
}

/** Each gap after the one that gives its low. */
function inOrder(gaps: readonly OrderGap[]): OrderGap[] {
  const depth = (gap: OrderGap): number => {
    const before = gaps.find(({ high }) => high === gap.low)
    return before ? 1 + depth(before) : 0
  }
  return [...gaps].sort((a, b) => depth(a) - depth(b))
}

function fitGap(low: string, high: string, table: Table, schema: Schema, minimumCount: number): OrderGap | undefined {
  const [a, b] = [low, high].map((name) => fieldAndColumn(schema, table, name))
  if (!a || !b || !canBeCounted(a.field, a.column) || !canBeCounted(b.field, b.column)) return undefined
  if (hasTime(a.field) !== hasTime(b.field)) return undefined
  const [x, y] = [numbersOf(a.column, a.field), numbersOf(b.column, b.field)]
  const rows = Array.from(y.keys()).filter((row) => !Number.isNaN(y[row]!))
  const both = rows.filter((row) => !Number.isNaN(x[row]!))
  if (both.length < 10 * minimumCount || both.length < (1 - mostWithoutLow) * rows.length) return undefined
  const isNumber = a.column.kind === 'number' && b.column.kind === 'number'
  const places = [a.column, b.column].map((column) => (column.kind === 'number' ? column.format.places : 0))
  const distances = Float64Array.from(both, (row) => y[row]! - x[row]!)
  const step = isNumber ? 10 ** -Math.max(...places) : dateStep(distances)
  const [sorted, sortedLow, sortedGaps] = [
    Float64Array.from(both, (row) => y[row]!).sort(),
    Float64Array.from(both, (row) => x[row]!).sort(),
    Float64Array.from(distances).sort(),
  ]
  const at = (values: Float64Array, share: number) => values[Math.floor(share * (values.length - 1))]!
  const width = Math.max(step, (at(sorted, 0.99) - at(sorted, 0.01)) / entropyBins)
  if (entropy(distances, width) > entropy(sorted, width) - fewestNats) return undefined
  const outer = Math.min(minimumCount, sorted.length) - 1
  return {
    low,
    high,
    step,
    middle: at(sortedLow, 0.5),
    usual: Math.round(at(sortedGaps, 0.5) / step),
    range: [sorted[outer]!, sorted[sorted.length - 1 - outer]!],
    ...(b.column.kind === 'number' ? { format: b.column.format } : {}),
  }
}

const zoned = /Z/
/** Numbers, and dates that are written in one pattern without a zone. */
function canBeCounted({ kind, datePattern }: Field, column: Column): boolean {
  if (kind === 'integer' || kind === 'decimal') return column.kind === 'number'
  return datePattern !== undefined && column.kind === 'text' && !zoned.test(datePattern) && !datePattern.includes('|')
}

const hasTime = ({ datePattern }: Field) => datePattern !== undefined && compilePattern(datePattern).hasTime

const dateSteps = [86_400_000, 3_600_000, 60_000, 1000]
/** The largest unit of time in which all distances are whole. */
function dateStep(distances: Float64Array): number {
  return dateSteps.find((step) => distances.every((ms) => ms % step === 0)) ?? 1
}

/** Of values on bins of equal width, in nats. */
function entropy(values: Float64Array, width: number): number {
  const counts = new Map<number, number>()
  for (const value of values) {
    const bin = Math.floor(value / width + 1e-9)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  return [...counts.values()].reduce((sum, n) => sum - (n / values.length) * Math.log(n / values.length), 0)
}

/** The field as the encoders see it: whole steps. */
export const gapField = ({ datePattern: _, order: __, ...field }: Field): Field => ({ ...field, kind: 'integer' })

/** The table with gaps in the place of the high columns that it has; never below zero. */
export function toGaps(gaps: readonly OrderGap[], table: Table, schema: Schema): Table {
  const made = gaps.flatMap((gap) => {
    const found = fieldAndColumn(schema, table, gap.high)
    if (!found) return []
    const high = numbersOf(found.column, found.field)
    const low = readings(table, gap.low, schema)
    const values = high.map((value, row) => {
      const from = low?.[row] ?? Number.NaN
      if (Number.isNaN(from)) return Math.round((value - gap.middle) / gap.step)
      return Math.max(0, Math.round((value - from) / gap.step))
    })
    return [{ name: gap.high, column: steps(values, found.column) }]
  })
  return made.reduce((each, { name, column }) => withColumn(each, name, column), table)
}

/** Rows to complete: a low of which only the high is given is assumed, and such a gap is open. */
export function givenGaps(gaps: readonly OrderGap[], given: Table, schema: Schema): Table {
  const assumed = [...gaps].reverse().reduce((table, gap) => assumeLow(gap, table, schema), given)
  const reduced = toGaps(gaps, assumed, schema)
  return gaps.reduce((table, { low, high }) => {
    const column = columnNamed(table, high)
    const own = columnNamed(given, low)
    if (column?.kind !== 'number') return table
    const isOpen = (row: number) => !own || isMissing(own, row)
    const values = column.values.map((value, row) => (isOpen(row) ? Number.NaN : value))
    return withColumn(table, high, steps(values, column))
  }, reduced)
}

function assumeLow({ low, high, usual, step }: OrderGap, table: Table, schema: Schema): Table {
  const [x, y] = [readings(table, low, schema), readings(table, high, schema)]
  if (!y) return table
  const values = y.map((value, row) => (x && !Number.isNaN(x[row]!) ? x[row]! : value - usual * step))
  const field = schema.fields.find(({ name }) => name === low)!
  const own = columnNamed(table, low)
  return withColumn(table, low, written(values, own, field, own?.kind === 'number' ? own.format : undefined))
}

/**
 * The inverse: high is low and gap. `given`: cells that stand; a low of which only the high is given is counted back
 * from it.
 */
export function fromGaps(gaps: readonly OrderGap[], table: Table, schema: Schema, given?: Table): Table {
  const known = (name: string) => (given ? readings(given, name, schema) : undefined)
  const settled = new Map<string, Float64Array>()
  const gapOf = ({ high }: OrderGap) => (columnNamed(table, high) as NumberColumn).values
  const absolute = (name: string) => settled.get(name) ?? known(name)
  const mine = gaps.filter(({ low, high }) => columnNamed(table, low) && columnNamed(table, high))
  for (const gap of [...mine].reverse()) {
    const high = absolute(gap.high)
    if (!high) continue
    const low = absolute(gap.low) ?? new Float64Array(table.rows).fill(Number.NaN)
    const back = gapOf(gap).map((steps_, row) => high[row]! - steps_ * gap.step)
    settled.set(
      gap.low,
      low.map((value, row) => (Number.isNaN(value) ? back[row]! : value)),
    )
  }
  let whole = table
  const isHigh = new Set(mine.map(({ high }) => high))
  for (const gap of mine) {
    if (!isHigh.has(gap.low)) whole = withRoot(whole, gap.low, settled.get(gap.low), schema)
    const low = readings(whole, gap.low, schema)!
    const own = absolute(gap.high)
    const values = gapOf(gap).map((distance, row) => {
      if (own && !Number.isNaN(own[row]!)) return own[row]!
      const from = Number.isNaN(low[row]!) ? gap.middle : low[row]!
      const least = Number.isNaN(low[row]!) ? gap.range[0] : Math.max(gap.range[0], low[row]!)
      return Math.max(least, Math.min(gap.range[1], from + distance * gap.step))
    })
    const field = schema.fields.find(({ name }) => name === gap.high)!
    whole = withColumn(whole, gap.high, written(values, columnNamed(table, gap.high), field, gap.format))
  }
  return whole
}

/** Where the low was counted back from a given high. */
function withRoot(table: Table, name: string, counted: Float64Array | undefined, schema: Schema): Table {
  if (!counted) return table
  const own = columnNamed(table, name)!
  const drawn = readings(table, name, schema)!
  const values = drawn.map((value, row) => (Number.isNaN(counted[row]!) ? value : counted[row]!))
  const field = schema.fields.find((each) => each.name === name)!
  return withColumn(table, name, written(values, own, field, own.kind === 'number' ? own.format : undefined))
}

function readings(table: Table, name: string, schema: Schema): Float64Array | undefined {
  const found = fieldAndColumn(schema, table, name)
  return found && numbersOf(found.column, found.field)
}

function steps(values: Float64Array, { missing, spellings }: Column): NumberColumn {
  const isGone = values.map((value, row) => (Number.isNaN(value) ? Math.max(1, missing?.[row] ?? 0) : 0))
  const gone = Uint8Array.from(isGone)
  const isWhole = gone.every((m) => m === 0)
  return {
    kind: 'number',
    values,
    format: plainNumber,
    spellings: isWhole || spellings.length > 0 ? spellings : [''],
    ...(isWhole ? {} : { missing: gone }),
  }
}

/** Values as the field is written; missing where NaN, in the spellings of `like`. */
function written(values: Float64Array, like: Column | undefined, field: Field, format?: NumberFormat): Column {
  const { spellings, missing } = steps(values, like ?? { kind: 'number', values, format: plainNumber, spellings: [] })
  const shared = { spellings, ...(missing ? { missing } : {}) }
  if (field.datePattern === undefined) {
    const own = format ?? plainNumber
    return {
      kind: 'number',
      values: values.map((v) => (Number.isNaN(v) ? v : roundTo(v, own.places))),
      format: own,
      ...shared,
    }
  }
  const pattern = compilePattern(field.datePattern)
  const texts = new Map<string, number>()
  const codes = Int32Array.from(values, (ms) => {
    if (Number.isNaN(ms)) return -1
    const text = pattern.format(ms)
    const code = texts.get(text) ?? texts.size
    texts.set(text, code)
    return code
  })
  return { kind: 'text', levels: [...texts.keys()], codes, ...shared }
}
