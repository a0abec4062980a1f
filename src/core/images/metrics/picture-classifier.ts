import type { Matrix, VelocityEngine } from '../../nets/engine'
import { averagingRate, learningRate } from '../../nets/schedule'
import { planVelocity, startVelocity } from '../../nets/velocity-plan'
import type { Random } from '../../random'
import { emptyBatch } from '../learn/flow-level'

/** Rows of features with their classes. */
export interface LabelledFeatures {
  readonly rows: Matrix
  readonly labels: Int32Array
}

export interface Classifier {
  /** Per row the likeliest class. */
  predict(rows: Matrix): Promise<Int32Array>
  /** Per row a number for each class, the likeliest the largest: `[rows, classes]`. */
  scores(rows: Matrix): Promise<Float32Array>
  dispose(): void
}

export const batchRows = 128
const noise = 0.3 // added to features in training, against overfitting
const pooled = 1 << 16 // normal numbers from which it is cut: drawing them anew would take as long as learning

/**
 * A residual network that learns one-hot classes by least squares, in exactly `steps` updates: classifiers compare only at
 * equal updates. Features should have a deviation of about 1.
 */
export async function fitClassifier(
  { rows, labels }: LabelledFeatures,
  classes: number,
  steps: number,
  engine: VelocityEngine,
  random: Random,
): Promise<Classifier> {
  const padded = Math.ceil(rows.columns / 4) * 4
  const plan = planVelocity({
    inputs: padded,
    outputs: Math.ceil(classes / 8) * 8,
    width: 192,
    hidden: 192,
    blocks: 2,
    condition: 8,
    times: 4,
    slots: 1,
    codes: 1,
  })
  const trainer = engine.createTrainer(plan, startVelocity(plan, random.fork('weights')), 512)
  const batch = emptyBatch(plan, batchRows)
  const dice = random.fork('noise')
  const pool = Float32Array.from({ length: pooled }, () => noise * dice.normal())
  for (let step = 1; step <= steps; step++) {
    const own = random.fork(step)
    batch.targets.fill(0)
    for (let r = 0; r < batchRows; r++) {
      const picked = own.below(rows.rows)
      const from = own.below(pooled - rows.columns)
      for (let j = 0; j < rows.columns; j++) {
        batch.inputs[r * padded + j] = rows.values[picked * rows.columns + j]! + pool[from + j]!
      }
      batch.targets[r * plan.outputs + labels[picked]!] = 1
    }
    const rate = learningRate(step, steps, 0.002)
    trainer.step(batch, {
      step,
      learningRate: rate,
      weightDecay: 0.05,
      clip: 1,
      averaging: Math.min(0.99, averagingRate(step)),
    })
  }
  const scores = async (asked: Matrix): Promise<Float32Array> => {
    const all = emptyBatch(plan, asked.rows)
    for (let r = 0; r < asked.rows; r++) {
      all.inputs.set(asked.values.subarray(r * asked.columns, (r + 1) * asked.columns), r * padded)
    }
    const padding = await trainer.velocity(all)
    return Float32Array.from({ length: asked.rows * classes }, (_, i) => {
      return padding[Math.floor(i / classes) * plan.outputs + (i % classes)]!
    })
  }
  return {
    scores,
    async predict(asked) {
      const found = await scores(asked)
      return Int32Array.from({ length: asked.rows }, (_, r) => {
        let best = 0
        for (let c = 1; c < classes; c++) if (found[r * classes + c]! > found[r * classes + best]!) best = c
        return best
      })
    },
    dispose: trainer.dispose,
  }
}
