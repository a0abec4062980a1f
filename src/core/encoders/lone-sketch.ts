import type { Random } from '../random'

/**
 * The quantile function of the values that fewer than `minimumCount` rows hold: piecewise linear through knots, each
 * the mean of a run of at least `minimumCount` sorted values. `ranks`, `values`: `[knots]`; a knot's rank is the middle
 * of its run. No single value, nor the smallest or the largest, can be read from it.
 */
export interface LoneSketch {
  readonly ranks: Float64Array
  readonly values: Float64Array
}

/** Runs never reach over an end in `ends` (row ranges of bins) that holds enough rows of its own. */
export function sketchLone(sorted: Float64Array, ends: Float64Array, minimumCount: number): LoneSketch {
  const ranks: number[] = []
  const values: number[] = []
  const n = sorted.length
  // A knot per 1/2048 of the rows in the middle; shorter runs towards both ends, where tails are stretched.
  const longest = Math.max(minimumCount, Math.ceil(n / 2048))
  let from = 0
  for (let bin = 0; bin < ends.length; bin++) {
    const end = bin === ends.length - 1 ? n : ends[bin]!
    while (end - from >= minimumCount) {
      const tail = Math.min(from, n - from)
      let to = from + Math.min(longest, Math.max(minimumCount, Math.floor(tail / 64)))
      if (end - to < minimumCount) to = end
      let sum = 0
      for (let i = from; i < to; i++) sum += sorted[i]!
      ranks.push((from + to) / 2)
      values.push(sum / (to - from))
      from = to
    }
  }
  return { ranks: Float64Array.from(ranks), values: Float64Array.from(values) }
}

/** The value at `rank`; the outermost knots' values beyond them. */
export function valueAt({ ranks, values }: LoneSketch, rank: number): number {
  let low = 0
  let high = ranks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranks[middle]! <= rank) low = middle + 1
    else high = middle
  }
  if (low === 0) return values[0]!
  if (low === ranks.length) return values[low - 1]!
  const part = (rank - ranks[low - 1]!) / (ranks[low]! - ranks[low - 1]!)
  return values[low - 1]! + part * (values[low]! - values[low - 1]!)
}

/** The grid on which a column's values lie: `offset` + k · `step`, in units of 10^−`places`. */
export interface Grid {
  /** 0 when the values lie on no grid (measurements with all digits of a double, powers of ten). */
  readonly step: number
  readonly offset: number
  readonly places: number
  /** `[places + 1]`: the share of lone values that are rounded to 0, 1, … places (whole euros among cents). */
  readonly mix: readonly number[]
  /** Significant digits of the made values where there is no grid. */
  readonly digits?: number
}

const mostPlaces = 12
const freeDigits = 9

export function fitGrid(distinct: Float64Array, lone: Float64Array, places: number): Grid {
  const kept = Math.min(places, mostPlaces)
  const scale = 10 ** kept
  const isOff = (value: number) => Math.abs(Math.round(value * scale) / scale - value) > 1e-9 * Math.abs(value)
  if (places > mostPlaces || lone.some(isOff))
    return { step: 0, offset: 0, places: kept, mix: [], digits: significantDigits(lone) }
  const first = Math.round((distinct[0] ?? 0) * scale)
  let step = 0
  for (let i = 1; i < distinct.length && step !== 1; i++) step = gcd(step, Math.round(distinct[i]! * scale) - first)
  if (step < 1 || !Number.isSafeInteger(first)) step = 1
  return { step, offset: ((first % step) + step) % step, places: kept, mix: placesMix(lone, kept) }
}

/** Digits that nearly all values make do with (5.67592e-7 has 6). */
function significantDigits(values: Float64Array): number {
  const tally = new Float64Array(freeDigits + 1)
  for (const value of values) {
    let digits = 1
    while (digits < freeDigits && Math.abs(Number(value.toPrecision(digits)) - value) > 1e-12 * Math.abs(value))
      digits++
    tally[digits]!++
  }
  let digits = freeDigits
  for (let above = tally[digits]!; digits > 1 && above < 0.01 * values.length; above += tally[digits]!) digits--
  return digits
}

function gcd(a: number, b: number): number {
  let x = Math.abs(a)
  let y = Math.abs(b)
  while (y > 0) [x, y] = [y, x % y]
  return x
}

/**
 * How many of the values are rounded to each number of places, so that the made values end in as many zeros as the
 * source's: of values on a grid of p places, nine in ten need all p, nine in a hundred p − 1, and so on.
 */
function placesMix(values: Float64Array, places: number): number[] {
  const seen = new Float64Array(places + 1)
  for (const value of values) seen[neededPlaces(value, places)]!++
  const mix = new Array<number>(places + 1).fill(0)
  for (let p = places; p >= 0; p--) {
    let explained = 0
    for (let q = p + 1; q <= places; q++) explained += mix[q]! * 10 ** (p - q) * (p === 0 ? 1 : 0.9)
    mix[p] = Math.max(0, (seen[p]! / Math.max(1, values.length) - explained) / (p === 0 ? 1 : 0.9))
  }
  const sum = mix.reduce((a, b) => a + b, 0)
  if (sum === 0) return mix.map((_, p) => (p === places ? 1 : 0))
  const shares = mix.map((share) => (share / sum < 0.02 ? 0 : share / sum))
  const kept = shares.reduce((a, b) => a + b, 0)
  return shares.map((share) => share / kept)
}

function neededPlaces(value: number, places: number): number {
  for (let p = 0; p < places; p++) {
    const scaled = value * 10 ** p
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, Math.abs(scaled)) * 1e-3) return p
  }
  return places
}

/** `value` on the grid, with a number of places drawn from the mix. */
export function roundToGrid(value: number, grid: Grid, random: Random): number {
  if (grid.step === 0) return Number(value.toPrecision(grid.digits ?? freeDigits))
  let places = grid.places
  if (grid.mix[places]! < 1) {
    let u = random.uniform()
    places = 0
    while (places < grid.places && u >= grid.mix[places]!) u -= grid.mix[places++]!
  }
  if (places < grid.places && grid.step === 1) return roundTo(value, 10 ** places)
  const scale = 10 ** grid.places
  const steps = Math.round((value * scale - grid.offset) / grid.step)
  return roundTo((steps * grid.step + grid.offset) / scale, scale)
}

/** The nearest value of the grid that lies in [low, high]; `value` itself cut to the range when the grid has none there. */
export function clampToGrid(value: number, low: number, high: number, grid: Grid): number {
  const within = Math.min(Math.max(value, low), high)
  if (grid.step === 0) return shortest(within, low, high, grid)
  const scale = 10 ** grid.places
  const at = (within * scale - grid.offset) / grid.step
  for (const steps of [Math.round(at), Math.ceil(at), Math.floor(at)]) {
    const snapped = roundTo((steps * grid.step + grid.offset) / scale, scale)
    if (snapped >= low && snapped <= high) return snapped
  }
  return within
}

/** The value in as few digits as its range allows, the column's own at least. */
function shortest(value: number, low: number, high: number, { digits = freeDigits }: Grid): number {
  for (let kept = digits; kept <= 15; kept++) {
    const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - kept)
    for (const whole of [Math.round(value / unit), Math.floor(value / unit), Math.ceil(value / unit)]) {
      const rounded = Number((whole * unit).toPrecision(kept))
      if (rounded >= low && rounded <= high) return rounded
    }
  }
  return value
}

function roundTo(value: number, scale: number): number {
  const rounded = Math.round(value * scale) / scale
  return Number.isFinite(rounded) ? rounded : value
}
