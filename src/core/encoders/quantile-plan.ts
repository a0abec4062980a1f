import type { EncodingOptions } from './encoder'

/** A sorted column's distinct values and the rows that hold each. */
export interface Runs {
  readonly values: Float64Array
  readonly counts: Float64Array
  readonly rows: number
}

/** How values are cut into codes: code = number of cuts ≤ value. `atom[code]`: 1 where the code is one exact value. */
export interface QuantilePlan {
  readonly cuts: Float64Array
  readonly atom: Uint8Array
  /** Whether the bins hold so much of the column that their codes stand for a continuous value. */
  readonly continuous: boolean
}

export function distinctRuns(sorted: Float64Array): Runs {
  const values: number[] = []
  const counts: number[] = []
  for (let i = 0; i < sorted.length; ) {
    const value = sorted[i]!
    let end = i + 1
    while (end < sorted.length && sorted[end] === value) end++
    values.push(value)
    counts.push(end - i)
    i = end
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), rows: sorted.length }
}

/**
 * Atoms for values that many rows hold, quantile bins for the rest, in the order of their values. Cuts are means of at
 * least `minimumCount` rows, or lie at or between atoms, so that no cut is a single row's value.
 */
export function planQuantiles(sorted: Float64Array, runs: Runs, options: EncodingOptions): QuantilePlan {
  const { minimumCount } = options
  const exact = runs.values.length <= options.exactUpTo
  const atoms = exact ? protectedRuns(runs, minimumCount) : frequentRuns(runs, options)
  const gaps = gapsBetween(runs, atoms)
  const rest = gaps.reduce((sum, gap) => sum + (gap.to - gap.from), 0)
  const tailCodes = 6
  const bins = Math.max(1, options.bins - atoms.length - tailCodes - (exact ? 0 : gaps.length >> 1))
  const cuts: number[] = []
  const atom: number[] = []
  gaps.forEach((gap, g) => {
    const below = g > 0 ? runs.values[atoms[g - 1]!]! : undefined
    const above = g < atoms.length ? runs.values[atoms[g]!]! : undefined
    const rows = gap.to - gap.from
    const isBinned = rows >= minimumCount
    if (isBinned) {
      if (below !== undefined) cuts.push(nextUp(below))
      const count = Math.min(
        Math.max(1, Math.round((bins * rows) / rest)),
        Math.max(1, Math.floor(rows / (2 * minimumCount))),
      )
      const tails = { low: below === undefined, high: above === undefined }
      const inner = innerCuts(
        sorted.subarray(gap.from, gap.to),
        quantiles(count, rows, tails, minimumCount),
        minimumCount,
      )
      cuts.push(...inner)
      for (let i = 0; i <= inner.length; i++) atom.push(0)
      if (above !== undefined) cuts.push(above)
    } else if (below !== undefined && above !== undefined) cuts.push(below + (above - below) / 2)
    if (above !== undefined) atom.push(1)
  })
  return { cuts: Float64Array.from(cuts), atom: Uint8Array.from(atom), continuous: !exact || rest > runs.rows / 2 }
}

function protectedRuns(runs: Runs, minimumCount: number): number[] {
  const atoms: number[] = []
  for (let i = 0; i < runs.counts.length; i++) if (runs.counts[i]! >= minimumCount) atoms.push(i)
  return atoms
}

/** Values with more than 1 % of the rows or a bin's worth of them, spikes among their neighbours, and outliers. */
function frequentRuns(runs: Runs, { bins, minimumCount }: EncodingOptions): number[] {
  const { counts, rows } = runs
  const large = Math.max(minimumCount, Math.min(rows / 100, rows / bins))
  const spike = Math.max(minimumCount, rows / 500)
  const isApart = isolation(runs)
  const atoms: number[] = []
  for (let i = 0; i < counts.length; i++) {
    const isSpike = counts[i]! > spike && counts[i]! > 5 * neighbourMean(counts, i)
    if (counts[i]! > large || isSpike || (counts[i]! >= minimumCount && isApart(i))) atoms.push(i)
  }
  const most = Math.floor(bins * 0.4)
  if (atoms.length <= most) return atoms
  return atoms
    .sort((a, b) => counts[b]! - counts[a]!)
    .slice(0, most)
    .sort((a, b) => a - b)
}

/** Values far from both neighbours (a 0 or 999 for "unknown") would blur the bin they fall into. */
function isolation({ values, counts, rows }: Runs): (i: number) => boolean {
  const at = (share: number) => {
    let below = 0
    const i = counts.findIndex((count) => {
      below += count
      return below >= share * rows
    })
    return values[i]!
  }
  const far = (at(0.95) - at(0.05)) / 10
  const before = (i: number) => (i === 0 ? Number.POSITIVE_INFINITY : values[i]! - values[i - 1]!)
  const after = (i: number) => (i === values.length - 1 ? Number.POSITIVE_INFINITY : values[i + 1]! - values[i]!)
  return (i) => before(i) > far && after(i) > far
}

function neighbourMean(counts: Float64Array, at: number): number {
  let sum = 0
  let n = 0
  for (let i = Math.max(0, at - 5); i < Math.min(counts.length, at + 6); i++) {
    if (i === at) continue
    sum += counts[i]!
    n++
  }
  return n === 0 ? 0 : sum / n
}

/** Row ranges of the sorted column before, between and after the atoms. */
function gapsBetween(runs: Runs, atoms: readonly number[]): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = []
  let row = 0
  let from = 0
  let next = 0
  for (let i = 0; i < runs.counts.length; i++) {
    if (atoms[next] === i) {
      gaps.push({ from, to: row })
      from = row + runs.counts[i]!
      next++
    }
    row += runs.counts[i]!
  }
  gaps.push({ from, to: row })
  return gaps
}

/** Inner quantiles as shares of the rows; an outermost bin is cut again at 50, 20 and 10 % of its mass. */
function quantiles(
  count: number,
  rows: number,
  tails: { readonly low: boolean; readonly high: boolean },
  minimumCount: number,
): number[] {
  const shares = Array.from({ length: count - 1 }, (_, i) => (i + 1) / count)
  if (count < 20) return shares
  const fine = [0.1, 0.2, 0.5].filter((part) => (part * rows) / count >= minimumCount).map((part) => part / count)
  return [...(tails.low ? fine : []), ...shares, ...(tails.high ? fine.map((share) => 1 - share).reverse() : [])]
}

function innerCuts(sorted: Float64Array, shares: readonly number[], minimumCount: number): number[] {
  const cuts: number[] = []
  const half = Math.ceil(minimumCount / 2)
  let last = 0
  for (const share of shares) {
    const at = Math.round(share * sorted.length)
    if (at - half < 0 || at + half > sorted.length) continue
    let sum = 0
    for (let i = at - half; i < at + half; i++) sum += sorted[i]!
    const cut = sum / (2 * half)
    const position = lowerBound(sorted, cut)
    if (position - last < minimumCount || sorted.length - position < minimumCount) continue
    cuts.push(cut)
    last = position
  }
  return cuts
}

/** The first position whose value is not below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Number of `cuts` that are ≤ `value`. */
export function codeOf(cuts: Float64Array, value: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (cuts[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The next larger double. */
function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE
  const bits = new BigInt64Array(Float64Array.of(value).buffer)
  bits[0] = bits[0]! + (value > 0 ? 1n : -1n)
  return new Float64Array(bits.buffer)[0]!
}
