import * as tf from '@tensorflow/tfjs-core'
import { beta1, beta2, epsilon } from '../core/nets/adamw'
import type { StepRates } from '../core/nets/engine'
import type { Weights } from './tfjs-network'

export { beta1, beta2, epsilon }

export type AdamwState = Readonly<Record<'weights' | 'first' | 'second' | 'average', Weights>>

/** AdamW (Loshchilov & Hutter 2019, Algorithm 2) with clipping by the global norm. Makes new tensors. */
export function adamw(
  state: AdamwState,
  gradients: Weights,
  rates: StepRates,
  isDecayed: (name: string) => boolean,
): AdamwState {
  const scale = clipScale(Object.values(gradients), rates.clip)
  const rate = rates.learningRate / (1 - beta1 ** rates.step)
  const correction = 1 / Math.sqrt(1 - beta2 ** rates.step)
  const next = { weights: {}, first: {}, second: {}, average: {} } as Record<
    keyof AdamwState,
    Record<string, tf.Tensor2D>
  >
  for (const name of Object.keys(state.weights)) {
    const g = tf.mul(gradients[name]!, scale)
    const m = tf.add(tf.mul(state.first[name]!, beta1), tf.mul(g, 1 - beta1)) as tf.Tensor2D
    const v = tf.add(tf.mul(state.second[name]!, beta2), tf.mul(tf.square(g), 1 - beta2)) as tf.Tensor2D
    const move = tf.div(tf.mul(m, rate), tf.add(tf.mul(tf.sqrt(v), correction), epsilon))
    const decay = isDecayed(name) ? rates.learningRate * rates.weightDecay : 0
    const weights = tf.sub(tf.mul(state.weights[name]!, 1 - decay), move) as tf.Tensor2D
    next.first[name] = m
    next.second[name] = v
    next.weights[name] = weights
    const old = tf.mul(state.average[name]!, rates.averaging)
    next.average[name] = tf.add(old, tf.mul(weights, 1 - rates.averaging))
  }
  return next
}

function clipScale(gradients: readonly tf.Tensor[], clip: number): tf.Tensor {
  // One by one: tfjs' addN binds all its inputs at once, and WebGPU promises no more than eight.
  const squares = gradients.map((g) => tf.sum(tf.square(g))).reduce((sum, square) => tf.add(sum, square))
  return tf.minimum(1, tf.div(clip, tf.add(tf.sqrt(squares), 1e-6)))
}
