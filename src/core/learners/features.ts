import type { Field } from '../schema/schema'
import { type Column, cellText, isMissing, type Table } from '../table/table'
import { numbersOf, scaleOf } from './column-values'

/** How columns become features; made from the rows that a model learns from, used for all others. */
export interface FeaturePlan {
  readonly columns: readonly ColumnPlan[]
}

type ColumnPlan = NumberPlan | LevelPlan

interface NumberPlan {
  readonly kind: 'number'
  readonly field: Field
  /** Upper edges of the bins, ascending. */
  readonly edges: Float64Array
  readonly mean: number
  readonly deviation: number
}

interface LevelPlan {
  readonly kind: 'level'
  readonly field: Field
  /** Level → code 1 … `codes` − 1; others share the code `codes`. */
  readonly levels: ReadonlyMap<string, number>
  readonly codes: number
}

/** Features as codes: what trees read. `codes`: `[features][rows]`, 0 = missing, below `sizes[feature]` ≤ 256. */
export interface BinnedFeatures {
  readonly rows: number
  readonly codes: readonly Uint8Array[]
  readonly sizes: readonly number[]
  /** Whether a feature's codes have an order. */
  readonly ordered: readonly boolean[]
}

/**
 * Features as numbers: what linear models read. A row has the standardised `numbers` and one active weight per level
 * column. `numbers`: `[columns][rows]`, missing as the mean; `active`: `[columns][rows]`, positions among all weights.
 */
export interface LinearFeatures {
  readonly rows: number
  readonly numbers: readonly Float64Array[]
  readonly active: readonly Int32Array[]
  /** Weights in all, intercept excluded. */
  readonly size: number
}

const mostBins = 254
/** Of standardised numbers: one wild value must not rule a linear model. */
const clip = 5

/** Learns bins, levels and scales of the fields that models can read; others are left out. */
export function planFeatures(table: Table, fields: readonly Field[]): FeaturePlan {
  const columns = fields.flatMap((field): ColumnPlan[] => {
    const column = table.columns[table.names.indexOf(field.name)]
    const scale = scaleOf(field)
    if (!column || !scale) return []
    return [scale === 'continuous' ? planNumbers(column, field) : planLevels(column, field)]
  })
  return { columns }
}

function planNumbers(column: Column, field: Field): NumberPlan {
  const sorted = numbersOf(column, field)
    .filter((v) => !Number.isNaN(v))
    .sort()
  const n = Math.max(1, sorted.length)
  const mean = sorted.reduce((sum, v) => sum + v, 0) / n
  const deviation = Math.sqrt(sorted.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n) || 1
  return { kind: 'number', field, edges: binEdges(sorted), mean, deviation }
}

/** Every distinct value where they are few; else values at even ranks. */
function binEdges(sorted: Float64Array): Float64Array {
  const distinct = sorted.filter((v, i) => i === 0 || v !== sorted[i - 1])
  if (distinct.length <= mostBins) return distinct
  const edges: number[] = []
  for (let i = 1; i <= mostBins; i++) {
    const edge = sorted[Math.min(sorted.length - 1, Math.ceil((i * sorted.length) / mostBins) - 1)]!
    if (edges.length === 0 || edge > edges[edges.length - 1]!) edges.push(edge)
  }
  return Float64Array.from(edges)
}

function planLevels(column: Column, field: Field): LevelPlan {
  const counts = new Map<string, number>()
  for (const text of textsOf(column)) if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
  const frequent = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostBins)
  const order = field.kind === 'ordinal' ? field.order : undefined
  if (order) frequent.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]))
  const levels = new Map(frequent.map(([text], i) => [text, i + 1]))
  return { kind: 'level', field, levels, codes: levels.size + 1 }
}

function* textsOf(column: Column): Generator<string | undefined> {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  for (let row = 0; row < rows; row++) yield isMissing(column, row) ? undefined : cellText(column, row)
}

export function binFeatures(plan: FeaturePlan, table: Table): BinnedFeatures {
  return {
    rows: table.rows,
    codes: plan.columns.map((own) => {
      const column = table.columns[table.names.indexOf(own.field.name)]
      if (!column) return new Uint8Array(table.rows)
      return own.kind === 'number' ? binNumbers(own, column) : codeLevels(own, column)
    }),
    sizes: plan.columns.map((own) => (own.kind === 'number' ? own.edges.length + 1 : own.codes + 1)),
    ordered: plan.columns.map((own) => own.kind === 'number' || own.field.kind === 'ordinal'),
  }
}

function binNumbers({ edges, field }: NumberPlan, column: Column): Uint8Array {
  return Uint8Array.from(numbersOf(column, field), (v) => {
    if (Number.isNaN(v) || edges.length === 0) return 0
    let low = 0
    let high = edges.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (edges[middle]! >= v) high = middle
      else low = middle + 1
    }
    return low + 1
  })
}

function codeLevels({ levels, codes }: LevelPlan, column: Column): Uint8Array {
  if (column.kind === 'text') {
    const ofLevel = Uint8Array.from(column.levels, (level) => levels.get(level) ?? codes)
    return Uint8Array.from(column.codes, (code) => (code < 0 ? 0 : ofLevel[code]!))
  }
  return Uint8Array.from(textsOf(column), (text) => (text === undefined ? 0 : (levels.get(text) ?? codes)))
}

export function linearFeatures(plan: FeaturePlan, table: Table): LinearFeatures {
  const numbers: Float64Array[] = []
  const active: Int32Array[] = []
  const numberPlans = plan.columns.filter((own) => own.kind === 'number')
  let offset = numberPlans.length
  for (const own of plan.columns) {
    const column = table.columns[table.names.indexOf(own.field.name)]
    const start = offset
    if (own.kind === 'number') {
      const values = column ? numbersOf(column, own.field) : new Float64Array(table.rows).fill(Number.NaN)
      const { mean, deviation } = own
      const scale = (v: number) => Math.max(-clip, Math.min(clip, (v - mean) / deviation))
      numbers.push(values.map((v) => (Number.isNaN(v) ? 0 : scale(v))))
      active.push(Int32Array.from(values, (v) => start + (Number.isNaN(v) ? 1 : 0)))
      offset += 2
      continue
    }
    const codes = column ? codeLevels(own, column) : new Uint8Array(table.rows)
    active.push(Int32Array.from(codes, (code) => start + code))
    offset += own.codes + 1
  }
  return { rows: table.rows, numbers, active, size: offset }
}
