import { type AnyOrderPlan, planAnyOrder } from '../src/core/nets/any-order-plan'
import { trialShapes } from '../src/engine/trial'

/** The network of the engine's trial step. */
export const trialPlan = (): AnyOrderPlan => planAnyOrder(trialShapes(15), { width: 256, blocks: 2, dropout: 0.1 })

/**
 * Multiplications and additions that a training step needs in its dense layers: forward, and twice that backward. What a
 * sparse first layer, norms, softmax and optimizer cost on top counts as overhead.
 */
export function stepFlops({ width, blocks, columns }: AnyOrderPlan, rows: number): number {
  return 3 * 2 * rows * (2 * blocks * width * width + width * columns)
}
