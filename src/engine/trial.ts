import { type AnyOrderPlan, planAnyOrder, type UnitShape } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { createBatches } from '../core/nets/batches'
import type { Engine, StepRates, Trainer } from '../core/nets/engine'
import { createRandom } from '../core/random'

export interface Task {
  readonly plan: AnyOrderPlan
  readonly trainer: Trainer
  step(number: number): void
}

/** A small table of all sorts of units: categories, a number by value, and a binned number with an atom. */
export function trialShapes(units: number): UnitShape[] {
  const binned = Float32Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50)
  const smooth = Uint8Array.from({ length: 50 }, (_, i) => (i === 7 ? 0 : 1))
  const kinds: UnitShape[] = [
    { size: 7, scale: 'nominal' },
    { size: 50, scale: 'ordinal', ranks: binned, smooth },
    { size: 6, scale: 'ordinal', ranks: Float32Array.of(0.1, 0.2, 0.4, 0.7, 0.95, Number.NaN) },
  ]
  return Array.from({ length: units }, (_, u) => kinds[u % kinds.length]!)
}

export async function openTask(engine: Engine, units: number, width: number, rows: number): Promise<Task> {
  const random = createRandom(2024)
  const shapes = trialShapes(units)
  const plan = planAnyOrder(shapes, { width, blocks: 2, dropout: 0.1 })
  const codes = shapes.map(({ size }) => Uint16Array.from({ length: rows }, (_, r) => (r * 7 + size) % size))
  const facts = { missingFrom: 0, field: 0, name: '', counts: new Float64Array() }
  const table = { rows, codes, units: shapes.map((shape) => ({ ...shape, ...facts })) }
  const counts = shapes.map(({ size }) => new Float64Array(size).fill(1))
  const trainer = await engine.createTrainer(plan, startState(plan, counts, random.fork('weights')), rows)
  const batches = createBatches(table, rows, random.fork('batches'))
  return { plan, trainer, step: (number) => trainer.step(batches.at(number), ratesAt(number)) }
}

const ratesAt = (step: number): StepRates => ({
  step,
  learningRate: 0.01,
  weightDecay: 0.01,
  clip: 1,
  averaging: 0.5,
  dropoutSeed: step,
})

/** What {@link measureSelfTest} gives, computed once by tfjs' cpu backend; a test checks its gradients. */
export const selfTestFacts: SelfTestFacts = { losses: [9.862081, 8.587514, 8.481489, 8.090121], logit: -0.250424 }

export interface SelfTestFacts {
  readonly losses: readonly number[]
  readonly logit: number
}

/** Forward, backward, optimizer, dropout and the units' softmax in four steps of a small network. */
export async function measureSelfTest(engine: Engine): Promise<SelfTestFacts> {
  const { trainer, plan, step } = await openTask(engine, 4, 16, 24)
  try {
    const losses: number[] = []
    for (let number = 1; number <= 4; number++) {
      step(number)
      losses.push(await trainer.takeLoss())
    }
    const known = new Int32Array(plan.units.length).fill(-1)
    known[0] = 3
    const { values } = await trainer.conditional(known, 1, 1)
    return { losses, logit: values[7]! - values[8]! }
  } finally {
    trainer.dispose()
  }
}

/** Throws when the backend does not compute what it should: tfjs has known silent errors on some devices. */
export async function selfTest(engine: Engine): Promise<void> {
  const found = await measureSelfTest(engine)
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(b))
  const right =
    found.losses.every((loss, i) => near(loss, selfTestFacts.losses[i]!)) && near(found.logit, selfTestFacts.logit)
  if (!right) throw new Error(`wrong results: ${JSON.stringify(found)}`)
}

/** Milliseconds of a training step of a network of the default size, after warming up. */
export async function trialStep(engine: Engine, now: () => number): Promise<number> {
  const { trainer, step } = await openTask(engine, 15, 256, 512)
  try {
    step(1)
    step(2)
    await trainer.takeLoss()
    const from = now()
    for (let number = 3; number <= 7; number++) step(number)
    await trainer.takeLoss()
    return (now() - from) / 5
  } finally {
    trainer.dispose()
  }
}
