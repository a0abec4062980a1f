import { sequentialTrees } from '../../src/core/generators/sequential-trees'
import { scaleOf } from '../../src/core/learners/column-values'
import { taskFor, type UsefulnessTask } from '../../src/core/metrics/table/usefulness'
import { StudioError } from '../../src/core/problem'
import { createRandom } from '../../src/core/random'
import { remakeTable } from '../../src/core/remake'
import { type Arm, armsOf, type MixingPlan, planMixing, workOf } from '../../src/core/reports/mixing/arms'
import { mixingReport } from '../../src/core/reports/mixing/mixing-report'
import { type ArmResult, type MixingRequest, runMixing } from '../../src/core/reports/mixing/run'
import type { Table } from '../../src/core/table/table'
import { type MixingStudy, patchStudy } from '../../src/db/studies'
import { loadProjectData, type ProjectData } from '../shared/project-data'

/** Models that are trained before the person is asked whether to go on; their results count. */
const trials = 3
/** How often what is found so far is put together for the screen, in models. */
const reportEvery = 12

/** Sequential trees, whatever made the output: every arm fits a generator anew, and they take a second. */
export async function continueMixing(study: MixingStudy, isWanted: () => Promise<boolean>): Promise<void> {
  const data = await loadProjectData(study.projectId)
  const of = taskOf(data, study.target)
  const plan = planMixing(data.parts.train.table.rows, data.parts.test.table.rows, study.seeds)
  if (plan.shares.length === 0) throw new StudioError({ code: 'schema/too-few-rows', rows: plan.rows, needed: 200 })
  const key = JSON.stringify([data.split.key, of.fields, of.target, plan])
  const results = study.key === key ? [...study.results] : []
  await patchStudy<MixingStudy>(study.id, { key, plan, results })
  let seconds = study.key === key ? study.seconds : 0
  let startedAt = performance.now()
  for await (const result of runMixing(requestOf(data, of, plan), results)) {
    results.push(result)
    seconds += (performance.now() - startedAt) / 1000
    const isPlanned = study.status === 'planning' && results.length >= trials
    const report = isPlanned || results.length % reportEvery === 0 ? reportOf(results, plan, of) : {}
    await patchStudy<MixingStudy>(study.id, {
      results: [...results],
      seconds,
      ...progressOf(results, plan, seconds),
      ...report,
    })
    if (!(await isWanted())) return finish(study.id, results, plan, of)
    if (isPlanned) {
      await patchStudy<MixingStudy>(study.id, { status: 'planned' })
      return
    }
    startedAt = performance.now()
  }
  await patchStudy<MixingStudy>(study.id, {
    status: 'done',
    progress: 1,
    secondsLeft: 0,
    ...reportOf(results, plan, of),
  })
}

const finish = async (id: string, results: readonly ArmResult[], plan: MixingPlan, of: UsefulnessTask) => {
  await patchStudy<MixingStudy>(id, reportOf(results, plan, of))
}

const reportOf = (results: readonly ArmResult[], plan: MixingPlan, of: UsefulnessTask) => ({
  report: mixingReport(results, plan, of, sequentialTrees.id),
})

function taskOf({ schema, parts }: ProjectData, target: string): UsefulnessTask {
  const field = schema.fields.find(({ name }) => name === target)
  const of = field && scaleOf(field) ? taskFor(parts.train.table, schema, field) : 'not-applicable'
  if (typeof of === 'string') throw new StudioError({ code: 'measure/no-task', column: target })
  return of
}

function requestOf({ project, parts }: ProjectData, of: UsefulnessTask, plan: MixingPlan): MixingRequest {
  const schema = { fields: [...of.fields, of.target] }
  const pick = (table: Table): Table => ({
    rows: table.rows,
    names: schema.fields.map(({ name }) => name),
    columns: schema.fields.map(({ name }) => table.columns[table.names.indexOf(name)]!),
  })
  const control = { role: 'control', table: pick(parts.control.table) } as const
  const { minimumCount, options } = project.generator
  return {
    train: parts.train.table,
    test: parts.test.table,
    of,
    plan,
    random: createRandom(project.seed).fork('mixing'),
    make: (real, rows, seed) =>
      remakeTable(real, control, {
        generator: sequentialTrees,
        options: options[sequentialTrees.id],
        schema,
        minimumCount,
        seed: project.seed + seed,
        rows,
        now: () => performance.now(),
      }),
  }
}

/** By rows learned from, which is what takes the time. */
function progressOf(results: readonly ArmResult[], plan: MixingPlan, seconds: number) {
  const work = (arms: readonly Arm[]) => arms.reduce((sum, arm) => sum + workOf(plan, arm), 0)
  const whole = plan.seeds * work(plan.shares.flatMap((share) => armsOf(plan, share)))
  const done = work(results)
  return { progress: done / whole, secondsLeft: (seconds / done) * (whole - done) }
}
