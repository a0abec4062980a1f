import * as tf from '@tensorflow/tfjs-core'
import type { AnyOrderPlan } from '../core/nets/any-order-plan'
import type { PlanMatrices } from './tfjs-constants'
import { geluSlope, type Pass, type Weights } from './tfjs-network'

interface Normed {
  readonly normal: tf.Tensor2D
  readonly scale: tf.Tensor2D
}

/**
 * Backpropagation by hand: gradients of all parameters from ∂L/∂logits `[rows, codes]`. The twin of wasm-gradient.ts.
 * `kept`: the dropout of the hidden layer, `[rows, width]`.
 */
export function gradientsOf(
  plan: AnyOrderPlan,
  matrices: PlanMatrices,
  weights: Weights,
  pass: Pass,
  dLogits: tf.Tensor2D,
  kept: tf.Tensor2D | undefined,
): Weights {
  const gradients: Record<string, tf.Tensor2D> = {}
  const dColumns = tf.matMul(dLogits, matrices.expansion, false, true)
  const dropped = (x: tf.Tensor2D) => (kept ? (tf.mul(x, kept) as tf.Tensor2D) : x)
  gradients['outputBias'] = columnSum(dLogits)
  gradients['output'] = tf.matMul(dropped(pass.hidden), dColumns, true)
  const dHidden = dropped(tf.matMul(dColumns, weights['output']!, false, true))
  const norm = normGradient(tf.mul(dHidden, geluSlope(pass.last.y)), pass.last, weights['normGain']!)
  gradients['normGain'] = norm.dGain
  gradients['normBias'] = norm.dBias
  let dx = norm.dx
  for (let b = plan.blocks - 1; b >= 0; b--) {
    const own = (name: string) => weights[`${b}.${name}`]!
    const block = pass.blocks[b]!
    gradients[`${b}.outer`] = tf.matMul(block.act, dx, true)
    gradients[`${b}.outerBias`] = columnSum(dx)
    const dPre = tf.mul(tf.matMul(dx, own('outer'), false, true), geluSlope(block.pre)) as tf.Tensor2D
    gradients[`${b}.inner`] = tf.matMul(block.y, dPre, true)
    gradients[`${b}.innerBias`] = columnSum(dPre)
    const inside = normGradient(tf.matMul(dPre, own('inner'), false, true), block, own('normGain'))
    gradients[`${b}.normGain`] = inside.dGain
    gradients[`${b}.normBias`] = inside.dBias
    dx = tf.add(dx, inside.dx)
  }
  return Object.assign(gradients, inputGradients(matrices, pass.oneHot, dx))
}

/** The table is linear in one-hot code, flag and Fourier features, so its gradient gives theirs. */
function inputGradients(matrices: PlanMatrices, oneHot: tf.Tensor2D, dx: tf.Tensor2D): Record<string, tf.Tensor2D> {
  const dTable = tf.matMul(oneHot, dx, true)
  return {
    inputBias: columnSum(dx),
    codeTable: dTable as tf.Tensor2D,
    flags: tf.matMul(matrices.members, dTable, true) as tf.Tensor2D,
    ...(matrices.waves ? { waves: tf.matMul(matrices.waves, dTable, true) as tf.Tensor2D } : {}),
  }
}

function normGradient(dy: tf.Tensor2D, { normal, scale }: Normed, gain: tf.Tensor2D) {
  const g = tf.mul(dy, gain)
  const along = tf.mul(normal, tf.mean(tf.mul(g, normal), 1, true))
  const dx = tf.mul(tf.sub(tf.sub(g, tf.mean(g, 1, true)), along), scale) as tf.Tensor2D
  return { dx, dGain: columnSum(tf.mul(dy, normal)), dBias: columnSum(dy) }
}

const columnSum = (x: tf.Tensor2D) => tf.sum(x, 0, true) as tf.Tensor2D
