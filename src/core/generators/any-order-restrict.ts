import type { AnyOrderPlan } from '../nets/any-order-plan'
import type { Predictor } from '../nets/engine'
import type { Random } from '../random'
import { distinctRows } from './any-order-distinct'
import { type Draft, type Drawing, drawCodes } from './any-order-draw'
import type { DrawShape } from './generator'

export interface Sampler {
  readonly predictor: Predictor
  readonly plan: AnyOrderPlan
  readonly shape: (unit: number) => DrawShape
  readonly random: Random
  /** Per unit the codes that may be made at all, `[size]`; all when absent. */
  readonly present: readonly (Uint8Array | undefined)[]
}

/** A unit and the codes that a condition leaves it. */
export interface Restriction {
  readonly unit: number
  readonly allowed: Uint8Array
}

const candidatesPerRow = 8
const enoughEffective = 0.3
const sweeps = 3

/**
 * Draws restricted units, given what is known. One is exact: p(unit | known) on what is allowed. Several would be
 * biased, since the first are drawn without regard to whether the next can be met: so candidates are weighted by
 * p(allowed | drawn before) and resampled (Rubin 1988, sampling–importance resampling); where few candidates carry all
 * weight, Gibbs sweeps over the restricted units follow, each of which keeps the wanted distribution.
 */
export async function drawRestricted(
  sampler: Sampler,
  draft: Draft,
  restrictions: readonly Restriction[],
): Promise<void> {
  if (restrictions.length <= 1) {
    for (const { unit, allowed } of restrictions) await drawUnit(sampler, draft, unit, { allowed })
    return
  }
  const pool = repeatRows(draft, candidatesPerRow)
  const logWeights = new Float64Array(pool.rows)
  for (const { unit, allowed } of restrictions) await drawUnit(sampler, pool, unit, { allowed, logWeights })
  const effective = resample(draft, pool, logWeights, sampler.random)
  if (effective > enoughEffective) return
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const { unit, allowed } of restrictions) {
      for (let r = 0; r < draft.rows; r++) draft.known[r * draft.units + unit] = -1
      await drawUnit(sampler, draft, unit, { allowed })
    }
  }
}

/** Draws one unit of all rows. */
export async function drawUnit(
  { predictor, plan, shape, random, present }: Sampler,
  draft: Draft,
  unit: number,
  extra: Pick<Drawing, 'allowed' | 'logWeights'> = {},
): Promise<void> {
  const { rows, known, classOf } = distinctRows(draft)
  const logits = await predictor.conditional(known, rows, unit)
  drawCodes(
    draft,
    { ...logits, classOf },
    {
      unit,
      size: plan.units[unit]!.size,
      ...shape(unit),
      random,
      allowed: present[unit],
      ...extra,
    },
  )
}

/** Every row `times` times, one copy after the other of each row. */
function repeatRows({ rows, units, known }: Draft, times: number): Draft {
  const copies = new Int32Array(rows * times * units)
  for (let i = 0; i < rows * times; i++) {
    const from = Math.floor(i / times) * units
    copies.set(known.subarray(from, from + units), i * units)
  }
  return { rows: rows * times, units, known: copies }
}

/**
 * Fills the draft's rows with candidates in proportion to their weights: each row from its own candidates, or, when no
 * row knows anything of its own, all from all. Returns the effective share of candidates (Kong 1992), 0–1.
 */
function resample(draft: Draft, pool: Draft, logWeights: Float64Array, random: Random): number {
  const alike = draft.known.every((code) => code < 0)
  const groups = alike ? 1 : draft.rows
  const size = pool.rows / groups
  const perGroup = draft.rows / groups
  let effective = 0
  for (let g = 0; g < groups; g++) {
    const weights = relativeWeights(logWeights.subarray(g * size, (g + 1) * size))
    effective += effectiveShare(weights) / groups
    systematic(weights, perGroup, random).forEach((chosen, i) => {
      const from = (g * size + chosen) * pool.units
      draft.known.set(pool.known.subarray(from, from + pool.units), (g * perGroup + i) * draft.units)
    })
  }
  return effective
}

function relativeWeights(logWeights: Float64Array): Float64Array {
  const most = logWeights.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return logWeights.map((w) => Math.exp(w - most))
}

function effectiveShare(weights: Float64Array): number {
  let sum = 0
  let squares = 0
  for (const w of weights) {
    sum += w
    squares += w * w
  }
  return (sum * sum) / squares / weights.length
}

/** `count` positions, position i about `count` · its share of the weight times (Kitagawa 1996). */
function systematic(weights: Float64Array, count: number, random: Random): Uint32Array {
  const total = weights.reduce((a, b) => a + b, 0)
  const start = random.uniform()
  const chosen = new Uint32Array(count)
  let i = 0
  let reached = weights[0]!
  for (let k = 0; k < count; k++) {
    const wish = ((start + k) / count) * total
    while (reached <= wish && i < weights.length - 1) reached += weights[++i]!
    chosen[k] = i
  }
  return chosen
}
