import type { AnyOrderPlan } from '../nets/any-order-plan'
import type { Random } from '../random'
import type { Model } from './generator'

/**
 * Rows drawn in each round: what the last one can't count remains as an error, so that it draws most. Magic and Shoppers,
 * ε = 1, against four rounds of 8,192: columns nearer by a tenth to a quarter.
 */
const drawnRows = [8192, 16_384, 65_536]
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
  for (const [round, rows] of drawnRows.entries()) {
    const made = await countCodes(modelOf(weights), units, rows, random.fork(round))
    units.forEach((unit, u) => {
      const own = wished[u]!
      const total = own.reduce((sum, count) => sum + count, 0)
      if (total === 0) return
      const at = parameters.outputBias.offset + unit.firstCode
      for (let code = 0; code < unit.size; code++) {
        if (own[code] === 0) continue
        const expected = (rows * own[code]!) / total
        const step = damping * Math.log((expected + 0.5) / (made[u]![code]! + 0.5))
        weights[at + code]! += Math.max(-mostStep, Math.min(mostStep, step))
      }
    })
  }
}

async function countCodes(
  model: Model,
  units: readonly { readonly size: number }[],
  rows: number,
  random: Random,
): Promise<Float64Array[]> {
  const counts = units.map(({ size }) => new Float64Array(size))
  const free = { rows, allowed: units.map(() => undefined) }
  for await (const batch of model.sample({ strata: [free], random, temperature: 1 })) {
    batch.forEach((codes, u) => {
      for (const code of codes) counts[u]![code]!++
    })
  }
  model.dispose()
  return counts
}
