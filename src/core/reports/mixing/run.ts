import { binFeatures, planFeatures } from '../../learners/features'
import { defaultGbdt, fitGbdt, predictGbdt } from '../../learners/gbdt'
import { resamples } from '../../metrics/table/paired-bootstrap'
import { evenly, type Predictions, scorer, scoresOf } from '../../metrics/table/scores'
import { roundsFor, type TargetRows, targetRows, type UsefulnessTask } from '../../metrics/table/usefulness'
import type { Random } from '../../random'
import { concatColumns } from '../../table/concat'
import { type Table, takeRows } from '../../table/table'
import { duplicated, jittered, smote } from './additions'
import { type Arm, armsOf, isSameArm, type MixingPlan, realRows } from './arms'

export interface MixingRequest {
  readonly train: Table
  readonly test: Table
  readonly of: UsefulnessTask
  readonly plan: MixingPlan
  readonly random: Random
  /** Fits the generator on exactly these real rows and makes as many rows as asked for. */
  readonly make: (real: Table, rows: number, seed: number) => Promise<Table>
}

/** What one arm scored with one seed. */
export interface ArmResult extends Arm {
  readonly seed: number
  readonly trainRows: number
  /** The headline of the task on the test rows; absent where nothing can be learned from these rows. */
  readonly score?: number
  /** The same on the draws of a bootstrap of the test rows, the same for every arm. `[draws]` */
  readonly replicates: readonly number[]
}

const draws = 200

/**
 * Every arm with every seed, one after the other, without those that are `done`. An arm depends on the request and its
 * seed alone: a run that goes on later ends where an uninterrupted one would have.
 */
export async function* runMixing(request: MixingRequest, done: readonly ArmResult[] = []): AsyncGenerator<ArmResult> {
  const { plan, of, random } = request
  const known = knownRows(request.train, of)
  const test = targetRows(request.test, of, plan.testRows, random.fork('test'))
  for (let seed = 0; seed < plan.seeds; seed++) {
    const seeded = random.fork(`seed ${seed}`)
    const all = targetRows(known, of, plan.rows, seeded)
    for (const share of plan.shares) {
      const left = armsOf(plan, share).filter((arm) => !done.some((r) => r.seed === seed && isSameArm(r, arm)))
      if (left.length === 0) continue
      const real = firstRows(all, realRows(plan, share))
      const added = additionsFor(request, real, seed, seeded.fork(share))
      for (const arm of left) yield { ...arm, seed, ...(await tryArm(arm, real, added, test, request)) }
    }
  }
}

/** Only what a model reads, so that tables of different origin can be put one below the other. */
function knownRows(table: Table, { fields, target }: UsefulnessTask): Table {
  const names = [...fields.map((field) => field.name), target.name]
  return { rows: table.rows, names, columns: names.map((name) => table.columns[table.names.indexOf(name)]!) }
}

const firstRows = ({ table, target }: TargetRows, rows: number): TargetRows => ({
  table: takeRows(
    table,
    Uint32Array.from({ length: Math.min(rows, table.rows) }, (_, row) => row),
  ),
  target: target.slice(0, rows),
})

type Added = (arm: Arm) => Promise<Table>

/** Rows to add. The generator is fitted once per share and seed; a smaller multiple is the beginning of a larger one. */
function additionsFor({ of, plan, make }: MixingRequest, real: TargetRows, seed: number, random: Random): Added {
  const most = Math.round(Math.max(...plan.multiples) * real.table.rows)
  const fields = [...of.fields, of.target]
  const classes = of.task.kind === 'regression' ? undefined : real.target
  let made: Promise<Table> | undefined
  const synthetic = () => {
    made ??= make(real.table, most, seed)
    return made
  }
  return async ({ addition, multiple }) => {
    const rows = Math.round(multiple * real.table.rows)
    const own = random.fork(`${addition} ${multiple}`)
    if (addition === 'duplicated') return duplicated(real.table, rows, own)
    if (addition === 'jittered') return jittered(real.table, fields, of.target.name, rows, own)
    if (addition === 'smote') return smote(real.table, fields, classes, rows, own)
    const whole = knownRows(await synthetic(), of)
    return takeRows(
      whole,
      Uint32Array.from({ length: Math.min(rows, whole.rows) }, (_, row) => row),
    )
  }
}

async function tryArm(arm: Arm, real: TargetRows, added: Added, test: TargetRows, request: MixingRequest) {
  const { of, plan, random } = request
  const more = arm.addition === 'none' ? undefined : targetRows(await added(arm), of, Number.MAX_SAFE_INTEGER, random)
  const trainRows = real.table.rows + (more?.table.rows ?? 0)
  const isLearnable = real.target.some((y) => y !== real.target[0])
  if (!isLearnable) return { trainRows, replicates: [] }
  const predicted =
    arm.addition === 'fine-tuned' && more
      ? fineTune(more, real, test, of, plan)
      : fitTogether(real, more, test, of, plan)
  return { trainRows, ...scoreWithDraws({ task: of.task, target: test.target, predicted }, random) }
}

/** The same number of trees for every arm, whatever its rows. */
function fitTogether(
  real: TargetRows,
  more: TargetRows | undefined,
  test: TargetRows,
  of: UsefulnessTask,
  { rounds }: MixingPlan,
) {
  const { table, target } = more ? stack(real, more) : real
  const plan = planFeatures(table, of.fields)
  const options = { ...defaultGbdt, rounds: roundsFor(of.task, rounds) }
  return predictGbdt(fitGbdt(binFeatures(plan, table), target, of.task, options), binFeatures(plan, test.table))
}

/** Half of the trees from what was added, then half from the real rows. */
function fineTune(more: TargetRows, real: TargetRows, test: TargetRows, of: UsefulnessTask, { rounds }: MixingPlan) {
  const plan = planFeatures(stack(real, more).table, of.fields)
  const options = { ...defaultGbdt, rounds: Math.round(roundsFor(of.task, rounds) / 2) }
  const from = fitGbdt(binFeatures(plan, more.table), more.target, of.task, options)
  const model = fitGbdt(binFeatures(plan, real.table), real.target, of.task, { ...options, from })
  return predictGbdt(model, binFeatures(plan, test.table))
}

function stack(a: TargetRows, b: TargetRows): TargetRows {
  const target = new Float64Array(a.table.rows + b.table.rows)
  target.set(a.target)
  target.set(b.target, a.table.rows)
  return {
    target,
    table: {
      rows: a.table.rows + b.table.rows,
      names: a.table.names,
      columns: a.table.columns.map((column, c) => concatColumns([column, b.table.columns[c]!])),
    },
  }
}

function scoreWithDraws(predictions: Predictions, random: Random): Pick<ArmResult, 'score' | 'replicates'> {
  const headline = scoresOf(predictions.task)[0]!
  const score = scorer(predictions, [headline])
  const whole = score(evenly(predictions.target.length)).get(headline)
  if (whole === undefined) return { replicates: [] }
  const replicates: number[] = []
  for (const weights of resamples(predictions.target.length, draws, random.fork('bootstrap')))
    replicates.push(score(weights).get(headline) ?? whole)
  return { score: whole, replicates }
}
