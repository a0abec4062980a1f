import type { Budget } from '../dp/budget'
import { type Cells, cellOf, cellsWithin, cellsWithMass, octaves, refineCells } from '../dp/cells'
import { noisyCounts } from '../dp/histogram'
import type { NoiseDraws } from '../dp/noise'
import { type MergedCode, mergeCells } from '../dp/pieces'
import type { TextColumn } from '../table/table'
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
  /** Noisy; 0 when there seem to be none. */
  readonly missing: number
}

/**
 * An ordered column as few codes. `steps`: `[rows]`, whole steps, NaN where missing. `coarse`: cells to find the range
 * in, `range`: its ends where they are public.
 */
export function measureNumbers(
  steps: Float64Array,
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
  return measureCells(steps, fine, { budget, draws })
}

/** As {@link measureNumbers}, in cells that are public. */
export function measureCells(steps: Float64Array, cells: Cells, { budget, draws }: Measuring): MeasuredNumbers {
  const sigma = budget.oneWaySigma
  const counts = countCells(steps, cells)
  const missing = steps.reduce((sum, step) => sum + (Number.isNaN(step) ? 1 : 0), 0)
  const noisy = noisyCounts(Float64Array.from([...counts, missing]), sigma, draws)
  return {
    codes: mergeCells(cells, noisy.subarray(0, -1), sigma),
    missing: aboveNoise(noisy.at(-1)!, sigma),
  }
}

export const numberCells = octaves()

function countCells(steps: Float64Array, cells: Cells): Float64Array {
  const counts = new Float64Array(cells.edges.length - 1)
  for (const step of steps) if (!Number.isNaN(step)) counts[cellOf(cells, step)]!++
  return counts
}

export const aboveNoise = (count: number, sigma: number): number => (count >= significant * sigma ? count : 0)

/** The levels of a public list. Others count as the most frequent of it, which is found from noisy counts. */
export function measureListed(column: TextColumn, listed: readonly string[], { budget, draws }: Measuring) {
  const levels = [...new Set(listed)]
  const rows = rowsPerLevel(column)
  const counts = Float64Array.from([...levels.map((level) => rows.get(level) ?? 0), missingIn(column)])
  const noisy = noisyCounts(counts, budget.oneWaySigma, draws)
  return released(levels, noisy, 0, budget)
}

/**
 * The levels that are in enough rows, noise included: who is the only one with a value passes with the small
 * probability that δ sets aside for it (stability-based histogram; Korolova et al. 2009). `rows`: noisy.
 */
export function releaseLevels(column: TextColumn, rows: number, { budget, draws }: Measuring): ReleasedLevels {
  const seen = [...rowsPerLevel(column)]
  const counts = Float64Array.from([...seen.map(([, count]) => count), missingIn(column)])
  const noisy = noisyCounts(counts, budget.oneWaySigma, draws)
  const passing = seen.flatMap(([level], i) => (noisy[i]! >= budget.threshold ? [{ level, count: noisy[i]! }] : []))
  // The order of the rows does not show.
  passing.sort((a, b) => (a.level < b.level ? -1 : 1))
  const missing = noisy.at(-1)!
  const rest = rows - missing - passing.reduce((sum, { count }) => sum + count, 0)
  return released(
    passing.map(({ level }) => level),
    Float64Array.from([...passing.map(({ count }) => count), missing]),
    aboveNoise(rest, budget.oneWaySigma * Math.sqrt(passing.length + 2)),
    budget,
  )
}

function released(
  levels: readonly string[],
  noisy: Float64Array,
  rest: number,
  { oneWaySigma: sigma }: Budget,
): ReleasedLevels {
  return { levels, counts: [...noisy.subarray(0, -1)], rest, missing: aboveNoise(noisy.at(-1)!, sigma), sigma }
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

const missingIn = ({ codes }: TextColumn): number => codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0)

/** Noisy rows with and without a value, of a column whose values are made. */
export function measurePresence(present: number, missing: number, { budget, draws }: Measuring): [number, number] {
  const noisy = noisyCounts(Float64Array.of(present, missing), budget.oneWaySigma, draws)
  return [Math.max(1, noisy[0]!), aboveNoise(noisy[1]!, budget.oneWaySigma)]
}

/** The noisy number of rows. */
export const measureRows = (rows: number, { budget, draws }: Measuring): number =>
  Math.max(1, noisyCounts(Float64Array.of(rows), budget.oneWaySigma, draws)[0]!)
