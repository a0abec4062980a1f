import * as tf from '@tensorflow/tfjs-core'
import { type AnyOrderPlan, fourierFeatures } from '../core/nets/any-order-plan'

/** What a plan says about codes and units, as matrices, so that any backend's product can apply it. */
export interface PlanMatrices {
  /** `[codes, units]`: 1 where the code belongs to the unit; 0 for padding. */
  readonly members: tf.Tensor2D
  /** `[codes, units]`: `members` / size, for means over a unit. */
  readonly shares: tf.Tensor2D
  /** `[codes, rows of the Fourier weights]`; absent without ordinal units. */
  readonly waves?: tf.Tensor2D
  /** `[columns, codes]`: from output columns to logits. */
  readonly expansion: tf.Tensor2D
}

/** The caller disposes of the tensors. */
export function planMatrices(plan: AnyOrderPlan): PlanMatrices {
  const { units, codes, columns, parameters } = plan
  const members = new Float32Array(codes * units.length)
  const shares = new Float32Array(codes * units.length)
  const expansion = new Float32Array(columns * codes)
  const waves = new Float32Array(codes * parameters.waves.rows)
  units.forEach((unit, u) => {
    for (let i = 0; i < unit.size; i++) {
      const code = unit.firstCode + i
      members[code * units.length + u] = 1
      shares[code * units.length + u] = 1 / unit.size
      if (unit.cosines === 0) expansion[(unit.firstColumn + i) * codes + code] = 1
      if (unit.firstWave < 0) continue
      const features = plan.waves.subarray(code * fourierFeatures, (code + 1) * fourierFeatures)
      waves.set(features, code * parameters.waves.rows + unit.firstWave)
    }
    fillCosines(plan, u, expansion)
  })
  return {
    members: tf.tensor2d(members, [codes, units.length]),
    shares: tf.tensor2d(shares, [codes, units.length]),
    expansion: tf.tensor2d(expansion, [columns, codes]),
    ...(parameters.waves.rows > 0 ? { waves: tf.tensor2d(waves, [codes, parameters.waves.rows]) } : {}),
  }
}

function fillCosines({ units, codes, basis, free }: AnyOrderPlan, u: number, expansion: Float32Array): void {
  const unit = units[u]!
  const stride = Math.ceil(unit.size / 4) * 4
  for (let z = 0; z < unit.cosines; z++) {
    const wave = basis.subarray(unit.basisAt + z * stride, unit.basisAt + z * stride + unit.size)
    expansion.set(wave, (unit.firstColumn + z) * codes + unit.firstCode)
  }
  for (let f = 0; f < unit.freeCount; f++) {
    expansion[(unit.firstColumn + unit.cosines + f) * codes + unit.firstCode + free[unit.freeAt + f]!] = 1
  }
}
