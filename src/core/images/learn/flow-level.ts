import type { VelocityBatch } from '../../nets/engine'
import type { VelocityPlan } from '../../nets/velocity-plan'
import type { Random } from '../../random'

/** One network of a pyramid and what it learns from. */
export interface FlowLevel {
  readonly plan: VelocityPlan
  /** Rows of a batch. */
  readonly rows: number
  /** Optimizer steps of a round. */
  readonly turns: number
  /** Training rows of a step; valid until the next call. */
  batch(random: Random): VelocityBatch
  /** Control rows under fixed noise; undefined where there are no control pictures. */
  readonly control: VelocityBatch | undefined
}

export function emptyBatch({ inputs, times, slots, outputs }: VelocityPlan, rows: number): VelocityBatch {
  return {
    rows,
    inputs: new Float32Array(rows * inputs),
    times: new Float32Array(rows * times),
    codes: new Int32Array(rows * slots).fill(-1),
    targets: new Float32Array(rows * outputs),
  }
}
