import type { Codes } from '../encoders/encoder'
import type { AnyOrderPlan } from '../nets/any-order-plan'
import type { Logits, Predictor } from '../nets/engine'
import { permutation, type Random } from '../random'
import type { SampleRequest, Stratum } from './generator'

const batchRows = 1024

/** Batches of rows, each in a random order of its own: what is known, then restricted units, then the rest. */
export async function* sampleAnyOrder(
  predictor: Predictor,
  plan: AnyOrderPlan,
  request: SampleRequest,
): AsyncGenerator<Codes[]> {
  for (const stratum of request.strata) {
    for (let offset = 0; offset < stratum.rows; offset += batchRows) {
      const rows = Math.min(batchRows, stratum.rows - offset)
      yield await sampleBatch(predictor, plan, request, { stratum, offset, rows })
    }
  }
}

interface Slice {
  readonly stratum: Stratum
  readonly offset: number
  readonly rows: number
}

async function sampleBatch(
  predictor: Predictor,
  plan: AnyOrderPlan,
  { random, temperature }: SampleRequest,
  { stratum, offset, rows }: Slice,
): Promise<Codes[]> {
  const units = plan.units.length
  const known = new Int32Array(rows * units).fill(-1)
  stratum.known?.forEach((codes, unit) => {
    if (codes) for (let r = 0; r < rows; r++) known[r * units + unit] = codes[offset + r]!
  })
  const open = [...permutation(units, random)].filter((unit) => !stratum.known?.[unit])
  for (const unit of open) {
    const logits = await predictor.conditional(known, rows, unit)
    drawCodes(logits, { known, rows, units, unit, size: plan.units[unit]!.size }, temperature, random)
  }
  return plan.units.map((_, unit) => Uint16Array.from({ length: rows }, (_, r) => known[r * units + unit]!))
}

interface Target {
  readonly known: Int32Array
  readonly rows: number
  readonly units: number
  readonly unit: number
  readonly size: number
}

/** Draws a code per row from softmax(logits / temperature) and makes it known. */
function drawCodes({ values, stride }: Logits, target: Target, temperature: number, random: Random): void {
  const { known, rows, units, unit, size } = target
  const mass = new Float64Array(size)
  for (let r = 0; r < rows; r++) {
    const at = r * stride
    let most = Number.NEGATIVE_INFINITY
    for (let code = 0; code < size; code++) most = Math.max(most, values[at + code]!)
    let total = 0
    for (let code = 0; code < size; code++) {
      total += Math.exp((values[at + code]! - most) / temperature)
      mass[code] = total
    }
    const wish = random.uniform() * total
    let code = 0
    while (mass[code]! <= wish && code < size - 1) code++
    known[r * units + unit] = code
  }
}
