import type { AnyOrderPlan } from '../nets/any-order-plan'
import type { Random } from '../random'
import type { Model } from './generator'

const rounds = 4
/** Of each round: rare codes must come often enough to be told apart. */
const drawnRows = 8192
/** Of what seems to be missing, in the logarithm. */
const damping = 0.8
const mostStep = 2

/**
 * Output biases under which the rows that the network makes have the wished shares. Bounded gradients count surprising
 * rows for less, so that training alone makes rare codes too rare; how often they come was released before, and looking
 * at made rows costs nothing. `wished`: `[units][size]`, not negative. Changes `weights`.
 */
export async function meetMarginals(
  weights: Float32Array,
  { units, parameters }: AnyOrderPlan,
  wished: readonly Float64Array[],
  modelOf: (weights: Float32Array) => Model,
  random: Random,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const made = await countCodes(modelOf(weights), units, random.fork(round))
    units.forEach((unit, u) => {
      const own = wished[u]!
      const total = own.reduce((sum, count) => sum + count, 0)
      if (total === 0) return
      const at = parameters.outputBias.offset + unit.firstCode
      for (let code = 0; code < unit.size; code++) {
        if (own[code] === 0) continue
        const expected = (drawnRows * own[code]!) / total
        const step = damping * Math.log((expected + 0.5) / (made[u]![code]! + 0.5))
        weights[at + code]! += Math.max(-mostStep, Math.min(mostStep, step))
      }
    })
  }
}

async function countCodes(
  model: Model,
  units: readonly { readonly size: number }[],
  random: Random,
): Promise<Float64Array[]> {
  const counts = units.map(({ size }) => new Float64Array(size))
  const free = { rows: drawnRows, allowed: units.map(() => undefined) }
  for await (const batch of model.sample({ strata: [free], random, temperature: 1 })) {
    batch.forEach((codes, u) => {
      for (const code of codes) counts[u]![code]!++
    })
  }
  model.dispose()
  return counts
}
