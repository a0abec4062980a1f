import type { Budget } from '../dp/budget'
import { type Cells, cellOf, cellsWithin, cellsWithMass, octaves, refineCells } from '../dp/cells'
import { noisyCounts } from '../dp/histogram'
import type { NoiseDraws } from '../dp/noise'
import { type MergedCode, mergeCells } from '../dp/pieces'
import type { Column, TextColumn } from '../table/table'
import type { Spellings } from './missing'
import type { ReleasedLevels } from './private-category'

/**
 * The mechanisms that look at one column of the train rows: the only code of a private fit that does, together with the
 * histograms of pairs. Each row adds to one cell of each.
 */
export interface Measuring {
  readonly budget: Budget
  readonly draws: NoiseDraws
}

/** Noisy counts below this many standard deviations count as nothing. */
const significant = 3
/** A whole range hangs on it: 105 empty cells pass by chance in one column of 33,000. */
const rangeSignificant = 5

export interface MeasuredNumbers {
  readonly codes: readonly MergedCode[]
  readonly spellings: Spellings
}

/**
 * An ordered column as few codes. `steps`: `[rows]`, whole steps, NaN where `column` is missing. `coarse`: cells to find
 * the range in, `range`: its ends where they are public.
 */
export function measureNumbers(
  steps: Float64Array,
  column: Column,
  coarse: Cells,
  range: readonly [number, number] | undefined,
  { budget, draws }: Measuring,
): MeasuredNumbers {
  const wide = range ? cellsWithin(coarse, range[0], range[1]) : coarse
  const masses = noisyCounts(countCells(steps, wide), budget.rangeSigma, draws)
  const [low, end] = range
    ? [range[0], range[1] + 1]
    : cellsWithMass(wide, masses, rangeSignificant * budget.rangeSigma)
  const within = cellsWithin(wide, low, end - 1)
  const first = wide.edges.indexOf(low)
  const fine = refineCells(within, masses.subarray(first, first + within.edges.length - 1))
  return measureCells(steps, column, fine, { budget, draws })
}

/** As {@link measureNumbers}, in cells that are public. */
export function measureCells(steps: Float64Array, column: Column, cells: Cells, measuring: Measuring): MeasuredNumbers {
  const { counts, spellings } = measureWithMissing(countCells(steps, cells), column, measuring)
  return { codes: mergeCells(cells, counts, measuring.budget.oneWaySigma), spellings }
}

/** One histogram of a column's cells and of the ways in which it writes a missing value, these released by threshold. */
function measureWithMissing(cells: Float64Array, column: Column, { budget, draws }: Measuring) {
  const seen = missingRows(column)
  const noisy = noisyCounts(Float64Array.from([...cells, ...seen.map(([, rows]) => rows)]), budget.oneWaySigma, draws)
  const missing = noisy.subarray(cells.length)
  const passing = seen.flatMap(([text], i) => (missing[i]! >= budget.threshold ? [{ text, rows: missing[i]! }] : []))
  passing.sort((a, b) => (a.text < b.text ? -1 : 1))
  const spellings: Spellings = { texts: passing.map(({ text }) => text), counts: passing.map(({ rows }) => rows) }
  return { counts: noisy.subarray(0, cells.length), spellings }
}

/** Missing cells by how they are written. */
function missingRows({ missing, spellings }: Column): [string, number][] {
  const rows = new Map<string, number>()
  for (const m of missing ?? []) if (m > 0) rows.set(spellings[m - 1]!, (rows.get(spellings[m - 1]!) ?? 0) + 1)
  return [...rows]
}

export const numberCells = octaves()

function countCells(steps: Float64Array, cells: Cells): Float64Array {
  const counts = new Float64Array(cells.edges.length - 1)
  for (const step of steps) if (!Number.isNaN(step)) counts[cellOf(cells, step)]!++
  return counts
}

const aboveNoise = (count: number, sigma: number): number => (count >= significant * sigma ? count : 0)

/** The levels of a public list. Others count as the most frequent of it, which is found from noisy counts. */
export function measureListed(column: TextColumn, listed: readonly string[], measuring: Measuring): ReleasedLevels {
  const levels = [...new Set(listed)]
  const rows = rowsPerLevel(column)
  const cells = Float64Array.from(levels, (level) => rows.get(level) ?? 0)
  const { counts, spellings } = measureWithMissing(cells, column, measuring)
  return { levels, counts: [...counts], rest: 0, spellings, sigma: measuring.budget.oneWaySigma }
}

/**
 * The levels that are in enough rows, noise included: who is the only one with a value passes with the small
 * probability that δ sets aside for it (stability-based histogram; Korolova et al. 2009). `rows`: noisy.
 */
export function releaseLevels(column: TextColumn, rows: number, measuring: Measuring): ReleasedLevels {
  const { budget } = measuring
  const seen = [...rowsPerLevel(column)]
  const cells = Float64Array.from(seen, ([, count]) => count)
  const { counts: noisy, spellings } = measureWithMissing(cells, column, measuring)
  const passing = seen.flatMap(([level], i) => (noisy[i]! >= budget.threshold ? [{ level, count: noisy[i]! }] : []))
  // The order of the rows does not show.
  passing.sort((a, b) => (a.level < b.level ? -1 : 1))
  const held = [...passing.map(({ count }) => count), ...spellings.counts]
  const rest = rows - held.reduce((sum, count) => sum + count, 0)
  return {
    levels: passing.map(({ level }) => level),
    counts: passing.map(({ count }) => count),
    rest: aboveNoise(rest, budget.oneWaySigma * Math.sqrt(held.length + 1)),
    spellings,
    sigma: budget.oneWaySigma,
  }
}

/** Levels that are there, and rows of each. */
function rowsPerLevel({ levels, codes }: TextColumn): Map<string, number> {
  const perCode = new Float64Array(levels.length)
  for (const code of codes) if (code >= 0) perCode[code]!++
  const rows = new Map<string, number>()
  levels.forEach((level, code) => {
    if (perCode[code]! > 0) rows.set(level, (rows.get(level) ?? 0) + perCode[code]!)
  })
  return rows
}

/** Noisy rows with a value and without, of a column whose values are made. */
export function measurePresence(column: TextColumn, measuring: Measuring) {
  const present = column.codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0)
  const { counts, spellings } = measureWithMissing(Float64Array.of(present), column, measuring)
  return { present: Math.max(1, counts[0]!), spellings }
}

/** The noisy number of rows. */
export const measureRows = (rows: number, { budget, draws }: Measuring): number =>
  Math.max(1, noisyCounts(Float64Array.of(rows), budget.oneWaySigma, draws)[0]!)
