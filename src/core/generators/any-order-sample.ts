import type { Codes } from '../encoders/encoder'
import type { AnyOrderPlan } from '../nets/any-order-plan'
import type { Predictor } from '../nets/engine'
import { StudioError } from '../problem'
import { permutation } from '../random'
import type { Draft } from './any-order-draw'
import { drawRestricted, drawUnit, type Restriction, type Sampler } from './any-order-restrict'
import { type DrawShape, type SampleRequest, type Stratum, shapeOf } from './generator'

/** Rows that go through the network at once, in one order of the units. */
export const sampleRows = 1024

/** What sampling must know of a unit beside the network. */
export interface UnitFacts {
  readonly name: string
  /** `[size]`, 1 = a train row has it: no other code is ever made. All when absent. */
  readonly present?: Uint8Array | undefined
}

/** Batches of rows: what is known comes first, then what is restricted, then the rest in a random order. */
export async function* sampleAnyOrder(
  predictor: Predictor,
  plan: AnyOrderPlan,
  facts: readonly UnitFacts[],
  request: SampleRequest,
): AsyncGenerator<Codes[]> {
  const { strata, random } = request
  const present = facts.map((fact) => fact.present)
  const sampler = { predictor, plan, random, shape: (unit: number) => shapeOf(request, unit), present }
  for (const stratum of strata) {
    const restrictions = restrictionsOf(stratum, facts)
    for (let offset = 0; offset < stratum.rows; offset += sampleRows) {
      const rows = Math.min(sampleRows, stratum.rows - offset)
      yield await sampleBatch(sampler, stratum, restrictions, startDraft(stratum, offset, rows, facts.length))
    }
  }
}

/** Units that are to be drawn under a mask. @throws sample/impossible when a mask allows nothing */
function restrictionsOf({ allowed, known }: Stratum, facts: readonly UnitFacts[]): Restriction[] {
  const restrictions: Restriction[] = []
  allowed.forEach((mask, unit) => {
    if (!mask || known?.[unit] || mask.every((code) => code !== 0)) return
    const { name, present } = facts[unit]!
    const left = present ? mask.map((code, i) => (present[i] ? code : 0)) : mask
    if (left.every((code) => code === 0)) throw new StudioError({ code: 'sample/impossible', columns: [name] })
    restrictions.push({ unit, allowed: left })
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
  const order = permutation(units, sampler.random).filter((unit) => !settled.has(unit) && !known?.[unit])
  await drawInOrder(sampler, draft, order)
  return Array.from({ length: units }, (_, unit) =>
    Uint16Array.from({ length: rows }, (_, r) => draft.known[r * units + unit]!),
  )
}

/** On the device where it can, and where no unit's distribution is to be changed. */
async function drawInOrder(sampler: Sampler, draft: Draft, order: Uint32Array): Promise<void> {
  const { predictor, random, present, shape } = sampler
  const isPlain = ({ temperature, topP }: DrawShape) => temperature === 1 && topP === 1
  if (predictor.draw && order.every((unit) => isPlain(shape(unit)))) {
    const turns = Array.from(order, (unit) => ({ unit, seed: random.uint32(), allowed: present[unit] }))
    return predictor.draw(draft.known, draft.rows, turns)
  }
  for (const unit of order) await drawUnit(sampler, draft, unit)
}
