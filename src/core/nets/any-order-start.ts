import type { Random } from '../random'
import { type AnyOrderPlan, fourierFeatures, type Parameter } from './any-order-plan'
import type { TrainerState } from './engine'

/**
 * Weights before the first step: uniform in ±1/√(inputs), gains 1, and as output bias the log frequencies, so that the
 * network starts as the independent model (as TabularARGN does, arXiv 2501.12012). `counts`: `[units][size]`.
 */
export function startState(plan: AnyOrderPlan, counts: readonly ArrayLike<number>[], random: Random): TrainerState {
  const { parameters, units, width } = plan
  const weights = new Float32Array(parameters.length)
  const ordinal = units.filter((unit) => unit.firstWave >= 0).length
  const inputs = units.reduce((sum, unit) => sum + unit.size, 0) + units.length + ordinal * fourierFeatures
  for (const parameter of [parameters.codeTable, parameters.flags, parameters.waves, parameters.inputBias]) {
    fillUniform(weights, parameter, inputs, random)
  }
  for (const block of parameters.blocks) {
    fillOnes(weights, block.normGain)
    for (const parameter of [block.inner, block.innerBias, block.outer, block.outerBias]) {
      fillUniform(weights, parameter, width, random)
    }
  }
  fillOnes(weights, parameters.normGain)
  fillOutput(plan, weights, random)
  fillLogFrequencies(plan, weights, counts)
  const zeros = () => new Float32Array(parameters.length)
  return { weights, first: zeros(), second: zeros(), average: weights.slice() }
}

function fillUniform(weights: Float32Array, { offset, rows, columns }: Parameter, inputs: number, random: Random) {
  const bound = 1 / Math.sqrt(inputs)
  for (let i = offset; i < offset + rows * columns; i++) weights[i] = bound * (2 * random.uniform() - 1)
}

function fillOnes(weights: Float32Array, { offset, rows, columns }: Parameter) {
  weights.fill(1, offset, offset + rows * columns)
}

/** Columns that only pad stay 0 for ever: their gradient is 0. */
function fillOutput({ units, width, parameters: { output } }: AnyOrderPlan, weights: Float32Array, random: Random) {
  const bound = 1 / Math.sqrt(width)
  for (let row = 0; row < width; row++) {
    for (const unit of units) {
      const used = unit.cosines === 0 ? unit.size : unit.cosines + unit.freeCount
      const at = output.offset + row * output.columns + unit.firstColumn
      for (let i = at; i < at + used; i++) weights[i] = bound * (2 * random.uniform() - 1)
    }
  }
}

function fillLogFrequencies(plan: AnyOrderPlan, weights: Float32Array, counts: readonly ArrayLike<number>[]) {
  plan.units.forEach((unit, u) => {
    const own = counts[u]!
    let total = 0
    for (let code = 0; code < unit.size; code++) total += own[code]! + 0.5
    const at = plan.parameters.outputBias.offset + unit.firstCode
    for (let code = 0; code < unit.size; code++) weights[at + code] = Math.log((own[code]! + 0.5) / total)
  })
}
