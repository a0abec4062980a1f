import { type Column, countMissing, formatNumber } from '../table/table'

/** What the guesses are made from. Counted over all rows; values of very long number columns are sampled evenly. */
export interface ColumnFacts {
  readonly name: string
  readonly column: Column
  readonly rows: number
  readonly missing: number
  readonly present: number
  readonly distinct: number
  /** Distinct texts as the file writes them, evenly chosen: at most {@link mostSamples}. */
  readonly samples: readonly string[]
  /** Number columns: the values in order, without missing. */
  readonly sorted: Float64Array
  /** Text columns, `[levels]`: rows per level. */
  readonly counts: Int32Array
}

const mostSamples = 1_000
const mostSorted = 500_000

export function columnFacts(name: string, column: Column): ColumnFacts {
  const missing = countMissing(column)
  return column.kind === 'number' ? numberFacts(name, column, missing) : textFacts(name, column, missing)
}

function numberFacts(name: string, column: Column & { kind: 'number' }, missing: number): ColumnFacts {
  const rows = column.values.length
  const present = rows - missing
  const step = Math.max(1, Math.ceil(present / mostSorted))
  const kept = new Float64Array(Math.ceil(rows / step))
  let n = 0
  for (let row = 0; row < rows; row += step) if (!column.missing?.[row]) kept[n++] = column.values[row]!
  const sorted = kept.subarray(0, n).sort()
  const firsts: number[] = []
  let distinct = 0
  for (let i = 0; i < n; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue
    distinct++
    firsts.push(i)
  }
  const samples = evenly(firsts, mostSamples).map((i) => formatNumber(sorted[i]!, column.format))
  return { name, column, rows, missing, present, distinct, samples, sorted, counts: new Int32Array(0) }
}

function textFacts(name: string, column: Column & { kind: 'text' }, missing: number): ColumnFacts {
  const { codes, levels } = column
  const counts = new Int32Array(levels.length)
  for (const code of codes) if (code >= 0) counts[code]!++
  const used: number[] = []
  counts.forEach((count, code) => {
    if (count > 0) used.push(code)
  })
  const samples = evenly(used, mostSamples).map((code) => levels[code]!)
  const shared = { missing, present: codes.length - missing, distinct: used.length, samples }
  return { name, column, rows: codes.length, ...shared, sorted: new Float64Array(0), counts }
}

/** At most `most` of a list, at even distances, the first among them. */
function evenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]!)
}

/** Share (0–1) of the rows with a value whose text passes; numbers by their samples. */
export function shareOf(facts: ColumnFacts, passes: (text: string) => boolean): number {
  if (facts.column.kind === 'number' || facts.samples.length < facts.distinct) {
    return facts.samples.length === 0 ? 0 : facts.samples.filter(passes).length / facts.samples.length
  }
  let rows = 0
  facts.column.levels.forEach((level, code) => {
    if (facts.counts[code]! > 0 && passes(level)) rows += facts.counts[code]!
  })
  return facts.present === 0 ? 0 : rows / facts.present
}
