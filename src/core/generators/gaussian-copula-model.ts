import type { Codes } from '../encoders/encoder'
import { normalMass, normalQuantile, truncatedNormal } from '../normal-distribution'
import { keepNucleus } from '../nucleus'
import { StudioError } from '../problem'
import type { Random } from '../random'
import { type Tempering, temper } from '../tempering'
import { cholesky } from './correlation'
import { copulaLogLikelihood } from './gaussian-copula-likelihood'
import { type DrawShape, type Model, type SampleRequest, type Stratum, shapeOf } from './generator'
import { resample } from './resample'

/** The fitted model: plain data without a row. */
export interface GaussianCopula {
  readonly units: readonly CopulaUnit[]
  /** `[units × units]` */
  readonly correlation: Float64Array
}

interface CopulaUnit {
  readonly name: string
  /** `[size]`: train rows per code. */
  readonly counts: Float64Array
  /** `[size]`: codes in the order in which they share out the normal distribution. */
  readonly order: Uint16Array
}

/** Each code that occurs owns an interval of the standard normal with its share as mass. */
interface NormalIntervals {
  /** Codes that occur, from lowest to highest interval. */
  readonly codes: Uint16Array
  /** Upper end of each code's interval; the last is ∞. */
  readonly upper: Float64Array
  /** Φ⁻¹ of each code's mid-rank. */
  readonly middle: Float64Array
}

const batchRows = 8192
/** Candidates per row for importance resampling, where rows differ in what is known and where they don't. */
const candidatesPerKnownRow = 32
const candidatesPerRow = 8
const fewestCandidates = 4096
/** Keeps a candidate that underflows comparable with others. */
const leastWeight = 1e-300

export function normalIntervals(unit: CopulaUnit, tempering: Tempering = { temperature: 1 }): NormalIntervals {
  const codes = unit.order.filter((code) => unit.counts[code]! > 0)
  const weights = Float64Array.from(codes, (code) => unit.counts[code]!)
  temper(weights, tempering, weights.length, (i) => codes[i]!)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const upper = new Float64Array(codes.length)
  const middle = new Float64Array(codes.length)
  let before = 0
  weights.forEach((weight, i) => {
    middle[i] = normalQuantile((before + weight / 2) / total)
    before += weight
    upper[i] = i === codes.length - 1 ? Number.POSITIVE_INFINITY : normalQuantile(before / total)
  })
  return { codes, upper, middle }
}

export function gaussianCopulaModel(copula: GaussianCopula): Model {
  return {
    generator: 'gaussian-copula',
    sample: (request) => sample(copula, request),
    logLikelihood: async (codes) => copulaLogLikelihood(copula, codes),
    async snapshot() {
      return { generator: 'gaussian-copula', data: copula }
    },
    dispose() {},
  }
}

async function* sample(copula: GaussianCopula, request: SampleRequest): AsyncIterable<readonly Codes[]> {
  const intervals = copula.units.map((unit, u) => normalIntervals(unit, shapeOf(request, u)))
  for (const asked of request.strata) {
    const stratum = withNuclei(copula, asked, request)
    const plan = conditionFirst(copula, intervals, stratum)
    for (let offset = 0; offset < stratum.rows; offset += batchRows) {
      const rows = Math.min(batchRows, stratum.rows - offset)
      yield drawBatch(plan, { stratum, offset, rows }, request.random)
    }
  }
}

/** The copula knows a unit's distribution only before anything is drawn: its nucleus is one more mask. */
function withNuclei({ units }: GaussianCopula, stratum: Stratum, request: SampleRequest): Stratum {
  const allowed = stratum.allowed.map((mask, u) => {
    const shape = shapeOf(request, u)
    return shape.topP < 1 && !stratum.known?.[u] ? nucleusMask(units[u]!.counts, shape, mask) : mask
  })
  return { ...stratum, allowed }
}

function nucleusMask(counts: Float64Array, shape: DrawShape, mask: Uint8Array | undefined) {
  const weights = counts.slice()
  temper(weights, shape)
  if (mask) for (let code = 0; code < weights.length; code++) if (mask[code] !== 1) weights[code] = 0
  keepNucleus(weights, shape.topP, shape)
  return Uint8Array.from(weights, (weight) => (weight > 0 ? 1 : 0))
}

/** The order of drawing for a stratum: known units, then masked ones, then the free ones. */
interface DrawingPlan {
  readonly order: Uint32Array
  readonly known: number
  readonly conditioned: number
  /** `[units × units]`, in `order`. */
  readonly lower: Float64Array
  /** `[units]`, by unit. */
  readonly intervals: readonly NormalIntervals[]
  /** `[units]`, by unit: what the mask allows, as ranges of the unit's intervals. Masked units only. */
  readonly ranges: readonly (readonly Range[] | undefined)[]
}

/** Of the standard normal. */
interface Range {
  readonly low: number
  readonly high: number
}

function conditionFirst(
  { units, correlation }: GaussianCopula,
  intervals: readonly NormalIntervals[],
  stratum: Stratum,
): DrawingPlan {
  const all = units.map((_, u) => u)
  const known = all.filter((u) => stratum.known?.[u])
  const masked = all.filter((u) => !stratum.known?.[u] && stratum.allowed[u]?.includes(0))
  const ranges = all.map((u) => (masked.includes(u) ? allowedRanges(intervals[u]!, stratum.allowed[u]!) : undefined))
  const impossible = masked.filter((u) => ranges[u]!.length === 0)
  if (impossible.length > 0) {
    throw new StudioError({ code: 'sample/impossible', columns: impossible.map((u) => units[u]!.name) })
  }
  const conditioned = [...known, ...masked]
  const order = Uint32Array.from([...conditioned, ...all.filter((u) => !conditioned.includes(u))])
  const lower = cholesky(correlation, order)
  return { order, known: known.length, conditioned: conditioned.length, lower, intervals, ranges }
}

/** Neighbouring allowed intervals joined. */
function allowedRanges({ codes, upper }: NormalIntervals, allowed: Uint8Array): Range[] {
  const ranges: Range[] = []
  codes.forEach((code, i) => {
    if (allowed[code] !== 1) return
    const low = i > 0 ? upper[i - 1]! : Number.NEGATIVE_INFINITY
    const last = ranges.at(-1)
    if (last?.high === low) ranges[ranges.length - 1] = { low: last.low, high: upper[i]! }
    else ranges.push({ low, high: upper[i]! })
  })
  return ranges
}

interface Slice {
  readonly stratum: Stratum
  readonly offset: number
  readonly rows: number
}

function drawBatch(plan: DrawingPlan, slice: Slice, random: Random): Codes[] {
  const width = plan.order.length
  const { rows } = slice
  const codes = plan.intervals.map(() => new Uint16Array(rows))
  const noise = new Float64Array(rows * width)
  if (plan.conditioned > 0) drawConditioned(plan, slice, noise, random)
  for (let row = 0; row < rows; row++) {
    const at = row * width
    for (let a = plan.conditioned; a < width; a++) noise[at + a] = random.normal()
    for (let a = 0; a < width; a++) {
      const unit = plan.order[a]!
      const z = conditionalMean(plan.lower, width, a, noise, at) + plan.lower[a * width + a]! * noise[at + a]!
      const known = slice.stratum.known?.[unit]
      if (known) codes[unit]![row] = known[slice.offset + row]!
      else codes[unit]![row] = allowedCode(plan.intervals[unit]!, z, slice.stratum.allowed[unit])
    }
  }
  return codes
}

function conditionalMean(lower: Float64Array, width: number, a: number, noise: Float64Array, at: number): number {
  let mean = 0
  for (let k = 0; k < a; k++) mean += lower[a * width + k]! * noise[at + k]!
  return mean
}

/** The code at z; where z was rounded over the edge of what is allowed, the nearest allowed one. */
function allowedCode(intervals: NormalIntervals, z: number, allowed: Uint8Array | undefined): number {
  const code = codeOf(intervals, z)
  if (!allowed || allowed[code] === 1) return code
  let nearest = code
  let distance = Number.POSITIVE_INFINITY
  intervals.codes.forEach((other, i) => {
    const away = Math.abs(intervals.middle[i]! - z)
    if (allowed[other] !== 1 || away >= distance) return
    nearest = other
    distance = away
  })
  return nearest
}

function codeOf({ codes, upper }: NormalIntervals, z: number): number {
  let low = 0
  let high = upper.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (upper[middle]! >= z) high = middle
    else low = middle + 1
  }
  return codes[low]!
}

/**
 * The noise of the conditioned units, one truncated normal after the other (GHK: Geweke 1991, Hajivassiliou and
 * McFadden 1998), candidates resampled by the probability of what they were held to. Fills the first
 * `plan.conditioned` numbers of each row of `noise`.
 */
function drawConditioned(plan: DrawingPlan, slice: Slice, noise: Float64Array, random: Random): void {
  const { conditioned, known } = plan
  const width = plan.order.length
  const rowsDiffer = known > 0
  const each =
    conditioned === 1
      ? 1
      : rowsDiffer
        ? candidatesPerKnownRow
        : Math.max(candidatesPerRow, Math.ceil(fewestCandidates / slice.rows))
  const candidates = new Float64Array(slice.rows * each * conditioned)
  const weights = new Float64Array(slice.rows * each).fill(1)
  for (let c = 0; c < weights.length; c++) {
    const at = c * conditioned
    for (let a = 0; a < conditioned; a++) {
      const mean = conditionalMean(plan.lower, width, a, candidates, at)
      const deviation = plan.lower[a * width + a]!
      const ranges = rangesFor(plan, slice, a, Math.floor(c / each))
      const draw = drawWithin(ranges, mean, deviation, random)
      candidates[at + a] = draw.noise
      weights[c] = Math.max(leastWeight, weights[c]! * draw.mass)
    }
  }
  const picked =
    each === 1
      ? Uint32Array.from(weights, (_, row) => row)
      : resample(weights, slice.rows, rowsDiffer ? each : weights.length, random)
  picked.forEach((candidate, row) => {
    for (let a = 0; a < conditioned; a++) noise[row * width + a] = candidates[candidate * conditioned + a]!
  })
}

function rangesFor(plan: DrawingPlan, slice: Slice, a: number, row: number): readonly Range[] {
  const unit = plan.order[a]!
  const { codes, upper } = plan.intervals[unit]!
  const known = slice.stratum.known?.[unit]
  if (!known) return plan.ranges[unit]!
  const i = codes.indexOf(known[slice.offset + row]!)
  // A known code that no train row holds says nothing.
  if (i < 0) return [{ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }]
  return [{ low: i > 0 ? upper[i - 1]! : Number.NEGATIVE_INFINITY, high: upper[i]! }]
}

/** Noise e with mean + deviation · e inside one of `ranges`, and the mass of all of them. */
function drawWithin(
  ranges: readonly Range[],
  mean: number,
  deviation: number,
  random: Random,
): { readonly noise: number; readonly mass: number } {
  const scaled = ranges.map(({ low, high }) => ({ low: (low - mean) / deviation, high: (high - mean) / deviation }))
  const masses = scaled.map(({ low, high }) => normalMass(low, high))
  const mass = masses.reduce((sum, m) => sum + m, 0)
  let at = random.uniform() * mass
  let chosen = 0
  while (chosen < scaled.length - 1 && at >= masses[chosen]!) at -= masses[chosen++]!
  const { low, high } = scaled[chosen]!
  return { noise: truncatedNormal(low, high, random), mass }
}
