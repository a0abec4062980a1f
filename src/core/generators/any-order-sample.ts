import type { Codes } from '../encoders/encoder'
import type { AnyOrderPlan } from '../nets/any-order-plan'
import type { Predictor } from '../nets/engine'
import { StudioError } from '../problem'
import { permutation } from '../random'
import type { Draft } from './any-order-draw'
import { drawRestricted, drawUnit, type Restriction, type Sampler } from './any-order-restrict'
import type { SampleRequest, Stratum } from './generator'

/** Rows that go through the network at once, in one order of the units. */
export const sampleRows = 1024

/** Batches of rows: what is known comes first, then what is restricted, then the rest in a random order. */
export async function* sampleAnyOrder(
  predictor: Predictor,
  plan: AnyOrderPlan,
  names: readonly string[],
  { strata, random, temperature }: SampleRequest,
): AsyncGenerator<Codes[]> {
  const sampler = { predictor, plan, random, temperature }
  for (const stratum of strata) {
    const restrictions = restrictionsOf(stratum, names)
    for (let offset = 0; offset < stratum.rows; offset += sampleRows) {
      const rows = Math.min(sampleRows, stratum.rows - offset)
      yield await sampleBatch(sampler, stratum, restrictions, startDraft(stratum, offset, rows, names.length))
    }
  }
}

/** Units that are to be drawn under a mask. @throws sample/impossible when a mask allows nothing */
function restrictionsOf({ allowed, known }: Stratum, names: readonly string[]): Restriction[] {
  const restrictions: Restriction[] = []
  allowed.forEach((mask, unit) => {
    if (!mask || known?.[unit] || mask.every((code) => code !== 0)) return
    if (mask.every((code) => code === 0)) throw new StudioError({ code: 'sample/impossible', columns: [names[unit]!] })
    restrictions.push({ unit, allowed: mask })
  })
  return restrictions
}

function startDraft(stratum: Stratum, offset: number, rows: number, units: number): Draft {
  const known = new Int32Array(rows * units).fill(-1)
  stratum.known?.forEach((codes, unit) => {
    if (codes) for (let r = 0; r < rows; r++) known[r * units + unit] = codes[offset + r]!
  })
  return { rows, units, known }
}

async function sampleBatch(
  sampler: Sampler,
  { known }: Stratum,
  restrictions: readonly Restriction[],
  draft: Draft,
): Promise<Codes[]> {
  const { rows, units } = draft
  await drawRestricted(sampler, draft, restrictions)
  const settled = new Set(restrictions.map(({ unit }) => unit))
  for (const unit of permutation(units, sampler.random)) {
    if (!settled.has(unit) && !known?.[unit]) await drawUnit(sampler, draft, unit)
  }
  return Array.from({ length: units }, (_, unit) =>
    Uint16Array.from({ length: rows }, (_, r) => draft.known[r * units + unit]!),
  )
}
