import type { Logits } from '../nets/engine'
import { keepNucleus } from '../nucleus'
import { permutation, type Random } from '../random'

/** Rows in the making. `known`: int32 `[rows, units]`, −1 = not drawn yet. */
export interface Draft {
  readonly rows: number
  readonly units: number
  readonly known: Int32Array
}

export interface Drawing {
  readonly unit: number
  readonly size: number
  readonly temperature: number
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

/** Draws a code per row from softmax(logits / temperature), restricted to what is allowed and likely, and makes it known. */
export function drawCodes(draft: Draft, { values, stride, classOf }: SharedLogits, drawing: Drawing): void {
  const { rows, units, known } = draft
  const { unit, size, temperature, topP, random, allowed, logWeights } = drawing
  const mass = new Float64Array(size)
  const places = spreadUniforms(rows, random)
  for (let r = 0; r < rows; r++) {
    const at = classOf[r]! * stride
    let most = Number.NEGATIVE_INFINITY
    for (let code = 0; code < size; code++) if (values[at + code]! > most) most = values[at + code]!
    let all = 0
    let total = 0
    for (let code = 0; code < size; code++) {
      const share = Math.exp((values[at + code]! - most) / temperature)
      all += share
      const isAllowed = !allowed || allowed[code]
      if (isAllowed) total += share
      mass[code] = topP >= 1 ? total : isAllowed ? share : 0
    }
    if (logWeights) logWeights[r] = logWeights[r]! + Math.log(Math.max(total, 1e-300) / all)
    if (topP < 1) total = nucleus(mass, topP)
    known[r * units + unit] = total > 0 ? codeAt(mass, places[r]! * total) : anyAllowed(allowed!, random)
  }
}

/** Weights made cumulative, of the likeliest alone; returns their sum. */
function nucleus(mass: Float64Array, topP: number): number {
  keepNucleus(mass, topP)
  for (let code = 1; code < mass.length; code++) mass[code] = mass[code]! + mass[code - 1]!
  return mass.at(-1) ?? 0
}

/**
 * Uniform numbers, one in each of `rows` equal parts of [0, 1), in random order (McKay, Beckman & Conover 1979, Latin
 * hypercube sampling): each alone is uniform, and together they leave less to chance, so that shares come out closer.
 */
function spreadUniforms(rows: number, random: Random): Float64Array {
  const order = permutation(rows, random)
  return Float64Array.from(order, (part) => (part + random.uniform()) / rows)
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
