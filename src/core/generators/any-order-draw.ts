import type { Logits } from '../nets/engine'
import { keepNucleus } from '../nucleus'
import { permutation, type Random } from '../random'
import { type Tempering, temper } from '../tempering'

/** Rows in the making. `known`: int32 `[rows, units]`, −1 = not drawn yet. */
export interface Draft {
  readonly rows: number
  readonly units: number
  readonly known: Int32Array
}

export interface Drawing extends Tempering {
  readonly unit: number
  readonly size: number
  /** Only the likeliest codes of what is allowed that make up this share. */
  readonly topP: number
  readonly random: Random
  /** `[size]`, 1 = allowed; all when absent. */
  readonly allowed?: Uint8Array | undefined
  /** `[rows]`: gets ln p(allowed) of each row added. */
  readonly logWeights?: Float64Array
}

/** Logits of which row r has those of row `classOf[r]`. */
export interface SharedLogits extends Logits {
  readonly classOf: Int32Array
}

/**
 * Draws a code per row from the softmax at the temperature, restricted to what is allowed and likely, and makes it known. The
 * logits are overwritten by the probabilities.
 */
export function drawCodes(draft: Draft, { values, stride, classOf }: SharedLogits, drawing: Drawing): void {
  const { rows, units, known } = draft
  const { unit, size, topP, random, allowed, logWeights } = drawing
  const classes = classOf.reduce((most, c) => Math.max(most, c), 0) + 1
  const all = new Float64Array(classes)
  const meanCode = new Float64Array(classes)
  for (let c = 0; c < classes; c++) {
    const row = values.subarray(c * stride, c * stride + size)
    all[c] = exponentiate(row, drawing)
    meanCode[c] = row.reduce((sum, share, code) => sum + share * code, 0) / all[c]!
  }
  const mass = new Float64Array(size)
  let permitted = 0
  let total = 0
  let summed = -1
  for (const { row, place } of spreadPlaces(rows, classOf, meanCode, random)) {
    const c = classOf[row]!
    if (c !== summed) {
      permitted = cumulate(values.subarray(c * stride, c * stride + size), allowed, mass)
      total = topP < 1 ? nucleus(mass, drawing) : permitted
    }
    summed = c
    if (logWeights) logWeights[row] = logWeights[row]! + Math.log(Math.max(permitted, 1e-300) / all[c]!)
    known[row * units + unit] = total > 0 ? codeAt(mass, place * total) : anyAllowed(allowed!, random)
  }
}

/** Logits to weights at the temperature, in place; returns their sum. */
function exponentiate(logits: Float32Array, tempering: Tempering): number {
  let most = Number.NEGATIVE_INFINITY
  for (const logit of logits) if (logit > most) most = logit
  const { temperature, widths } = tempering
  const power = widths ? 1 : 1 / temperature
  for (let code = 0; code < logits.length; code++) logits[code] = Math.exp((logits[code]! - most) * power)
  if (widths) temper(logits, tempering)
  let sum = 0
  for (const weight of logits) sum += weight
  return sum
}

/** Running sums of what is allowed; returns the last. */
function cumulate(shares: Float32Array, allowed: Uint8Array | undefined, mass: Float64Array): number {
  let total = 0
  for (let code = 0; code < shares.length; code++) {
    if (!allowed || allowed[code]) total += shares[code]!
    mass[code] = total
  }
  return total
}

/** Running sums to those of the likeliest codes alone that make up `topP` of the whole; returns the last. */
function nucleus(mass: Float64Array, { topP, ...tempering }: Pick<Drawing, 'topP' | 'widths'>): number {
  for (let code = mass.length - 1; code > 0; code--) mass[code] = mass[code]! - mass[code - 1]!
  keepNucleus(mass, topP, tempering)
  for (let code = 1; code < mass.length; code++) mass[code] = mass[code]! + mass[code - 1]!
  return mass.at(-1) ?? 0
}

const goldenShare = (Math.sqrt(5) - 1) / 2

/**
 * A uniform number for each row, so that rows with like distributions get numbers that lie evenly: rows are put in the
 * order of their distribution's mean, and along it the numbers are a Kronecker sequence by the golden ratio, with a
 * random start, of which any stretch is spread evenly (Kuipers & Niederreiter 1974, ch. 2; systematic sampling, Madow
 * 1949). Each number alone is uniform; together they leave less to chance, so that shares, and shares within any part of
 * the rows that the network tells apart, come out closer to its probabilities.
 */
function* spreadPlaces(rows: number, classOf: Int32Array, meanCode: Float64Array, random: Random) {
  const mixed = permutation(rows, random)
  mixed.sort((a, b) => meanCode[classOf[a]!]! - meanCode[classOf[b]!]! || classOf[a]! - classOf[b]!)
  let place = random.uniform()
  for (const row of mixed) {
    yield { row, place }
    place = (place + goldenShare) % 1
  }
}

/** The first code whose cumulative mass lies above `wish`: never one without mass. */
function codeAt(mass: Float64Array, wish: number): number {
  let code = 0
  while (mass[code]! <= wish && code < mass.length - 1) code++
  // Rounding may carry `wish` to the very end, past codes that have no mass.
  while (code > 0 && mass[code] === mass[code - 1]) code--
  return code
}

/** Where the network gives all that is allowed no mass at all. */
function anyAllowed(allowed: Uint8Array, random: Random): number {
  const codes = Array.from(allowed.keys()).filter((code) => allowed[code])
  return codes[random.below(codes.length)]!
}
