import * as tf from '@tensorflow/tfjs-core'
import type { AnyOrderPlan, Parameter } from '../core/nets/any-order-plan'
import type { PlanMatrices } from './tfjs-constants'

/** A plan's parameters by name, in a fixed order. */
export function namedParameters({ parameters }: AnyOrderPlan): ReadonlyMap<string, Parameter> {
  const { length: _length, decayed: _decayed, blocks, ...single } = parameters
  const all = new Map<string, Parameter>(Object.entries(single))
  blocks.forEach((block, b) => {
    for (const [name, parameter] of Object.entries(block)) all.set(`${b}.${name}`, parameter as Parameter)
  })
  for (const [name, { rows }] of all) if (rows === 0) all.delete(name)
  return all
}

/** Tensors `[rows, columns]` under the names of {@link namedParameters}. */
export type Weights = Readonly<Record<string, tf.Tensor2D>>

/** A layer norm's result `y`, and what its gradient needs. */
interface Normed {
  readonly normal: tf.Tensor2D
  readonly scale: tf.Tensor2D
  readonly y: tf.Tensor2D
}

/** Everything of a forward pass that the backward pass needs. */
export interface Pass {
  readonly oneHot: tf.Tensor2D
  readonly blocks: readonly (Normed & { readonly pre: tf.Tensor2D; readonly act: tf.Tensor2D })[]
  readonly last: Normed
  /** The last hidden layer `[rows, width]`. */
  readonly hidden: tf.Tensor2D
}

/**
 * The trunk written with tfjs' operations: the same network as the wasm kernels.
 * `oneHot`: `[rows, codes]`, 1 for known codes.
 */
export function forwardTrunk(plan: AnyOrderPlan, matrices: PlanMatrices, weights: Weights, oneHot: tf.Tensor2D): Pass {
  const plain = tf.add(weights['codeTable']!, tf.matMul(matrices.members, weights['flags']!))
  const table = matrices.waves ? tf.add(plain, tf.matMul(matrices.waves, weights['waves']!)) : plain
  let x = tf.add(tf.matMul(oneHot, table as tf.Tensor2D), weights['inputBias']!) as tf.Tensor2D
  const blocks = Array.from({ length: plan.blocks }, (_, b) => {
    const own = (name: string) => weights[`${b}.${name}`]!
    const normed = layerNorm(x, own('normGain'), own('normBias'))
    const pre = tf.add(tf.matMul(normed.y, own('inner')), own('innerBias')) as tf.Tensor2D
    const act = gelu(pre)
    x = tf.add(x, tf.add(tf.matMul(act, own('outer')), own('outerBias')))
    return { ...normed, pre, act }
  })
  const last = layerNorm(x, weights['normGain']!, weights['normBias']!)
  return { oneHot, blocks, last, hidden: gelu(last.y) }
}

/** Logits of all codes, `[rows, codes]`. */
export function allLogits(matrices: PlanMatrices, weights: Weights, hidden: tf.Tensor2D): tf.Tensor2D {
  const columns = tf.matMul(hidden, weights['output']!)
  return tf.add(tf.matMul(columns, matrices.expansion), weights['outputBias']!)
}

/**
 * Σ asked · −ln p over rows and units, and its gradient by the logits. `asked`: `[rows, units]`, the rows' weights where
 * asked; `targets`: `[rows, codes]`, 1 for the code that is asked for. The mean of a unit's logits is taken off before
 * the exponential: unlike the maximum it is a product, and logits of one unit do not lie 80 apart.
 */
export function softmaxLoss(matrices: PlanMatrices, logits: tf.Tensor2D, targets: tf.Tensor2D, asked: tf.Tensor2D) {
  const { members, shares } = matrices
  const mean = tf.matMul(tf.matMul(logits, shares), members, false, true)
  const shifted = tf.minimum(tf.sub(logits, mean), 80) as tf.Tensor2D
  const mass = tf.exp(shifted)
  const sums = tf.maximum(tf.matMul(mass, members), 1e-30)
  const chosen = tf.matMul(tf.mul(shifted, targets) as tf.Tensor2D, members)
  const loss = tf.sum(tf.mul(asked, tf.sub(tf.log(sums), chosen))) as tf.Scalar
  const expected = tf.mul(mass, tf.matMul(tf.div(asked, sums) as tf.Tensor2D, members, false, true))
  const seen = tf.mul(targets, tf.matMul(asked, members, false, true))
  return { loss, gradient: tf.sub(expected, seen) as tf.Tensor2D }
}

function layerNorm(x: tf.Tensor2D, gain: tf.Tensor2D, bias: tf.Tensor2D): Normed {
  const centred = tf.sub(x, tf.mean(x, 1, true))
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), 1e-5)) as tf.Tensor2D
  const normal = tf.mul(centred, scale) as tf.Tensor2D
  return { normal, scale, y: tf.add(tf.mul(normal, gain), bias) }
}

// The tanh form, as in `kernels/layers.as`.
const slope = 1.5957691216057308
const cubic = 0.044715

function gelu(x: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(x, gate(x))
}

/** The derivative of gelu at x. */
export function geluSlope(x: tf.Tensor2D): tf.Tensor {
  const s = gate(x)
  const inner = tf.mul(slope, tf.add(1, tf.mul(3 * cubic, tf.square(x))))
  return tf.add(s, tf.mul(tf.mul(tf.mul(x, s), tf.sub(1, s)), inner))
}

function gate(x: tf.Tensor2D): tf.Tensor2D {
  const cube = tf.mul(tf.square(x), x)
  return tf.sigmoid(tf.mul(slope, tf.add(x, tf.mul(cubic, cube)))) as tf.Tensor2D
}
