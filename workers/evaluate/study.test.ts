import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { db } from '../../src/db/database'
import { beginReport, continueReport, putAsked } from '../../src/db/reports'
import { addColumnsStudy, addMixingStudy, type MixingStudy, patchStudy, pauseStudy } from '../../src/db/studies'
import { reportPage } from '../export/report-page'
import { importProject } from '../intake/import-project'
import { makeDraft } from '../train/draft'
import { measureOutput } from './measure-output'
import { measureTarget } from './measure-target'
import { continueStudy } from './study'

let outputId = ''
beforeAll(async () => {
  await importProject({
    projectId: 'penguins',
    file: new File([readFileSync('public/samples/penguins.csv')], 'penguins.csv'),
    signal: { aborted: false },
    onPreview: () => {},
    onProgress: () => {},
  })
  outputId = await makeDraft('penguins')
})

const stored = async (id: string) => (await db.studies.get(id)) as MixingStudy

/** Waits until a study has so many results, then pauses it. */
async function pauseAfter(id: string, results: number): Promise<void> {
  while ((await stored(id)).results.length < results) await new Promise((resolve) => setTimeout(resolve, 5))
  await pauseStudy(id)
}

test('a mixing study is planned, runs, pauses, and goes on with what it has', async () => {
  const id = await addMixingStudy('penguins', 'species', 3)
  await continueStudy(id)
  const planned = await stored(id)
  expect(planned).toMatchObject({ status: 'planned', plan: { rows: expect.any(Number), shares: [0.5, 1], seeds: 3 } })
  expect(planned.results).toHaveLength(3)
  expect(planned.secondsLeft).toBeGreaterThan(0)

  await patchStudy<MixingStudy>(id, { status: 'running' })
  await Promise.all([continueStudy(id), pauseAfter(id, 6)])
  const paused = await stored(id)
  expect(paused.status).toBe('paused')
  expect(paused.results.length).toBeGreaterThanOrEqual(6)
  expect(paused.results.length).toBeLessThan(10)
  expect(paused.results.slice(0, 3)).toEqual(planned.results)
  expect(paused.progress).toBeGreaterThan(planned.progress)
  // What it found so far is there to be shown.
  expect(paused.report!.arms.length).toBeGreaterThan(4)

  // A dead tab leaves it where it was.
  await patchStudy<MixingStudy>(id, { status: 'running' })
  await Promise.all([continueStudy(id), pauseAfter(id, paused.results.length + 1)])
  expect((await stored(id)).results.slice(0, paused.results.length)).toEqual(paused.results)
})

test('a study for a column that can’t be predicted says so', async () => {
  const id = await addMixingStudy('penguins', 'no such column', 3)
  await continueStudy(id)
  expect(await stored(id)).toMatchObject({
    status: 'failed',
    problem: { code: 'measure/no-task', column: 'no such column' },
  })
})

test('every column is predicted in turn', async () => {
  const id = await addColumnsStudy('penguins', outputId)
  await continueStudy(id)
  const study = await db.studies.get(id)
  if (study?.kind !== 'columns') throw new Error('it is a study of columns')
  expect(study.status).toBe('done')
  const species = study.columns.find(({ name }) => name === 'species')
  expect(species).toMatchObject({ measure: 'auc', real: expect.any(Number), synthetic: expect.any(Number) })
  await measureOutput(outputId, { stopped: () => false, onProgress: () => {} })
  expect(await reportPage(outputId, 'internal')).toContain('How well is every column predicted?')
  expect(await reportPage(outputId, 'public')).not.toContain('How well is every column predicted?')
})

test('another target is measured into the report, and stays when the measuring is still under way', async () => {
  let asked: Promise<void> | undefined
  await measureOutput(outputId, {
    stopped: () => false,
    onProgress: ({ section }) => {
      if (section === 'rows') asked ??= measureTarget(outputId, 'body_mass_g')
    },
  })
  await asked
  const report = (await db.reports.get(outputId))!.report
  expect(report.usefulness).toMatchObject({ target: 'body_mass_g', task: 'regression', chosenBy: 'reader' })
})

test('what was asked for outlives the rest of a measuring, and gives way to the next one', async () => {
  const measured = (await db.reports.get(outputId))!
  const { asked: _, ...first } = measured
  await beginReport(first)
  await putAsked(outputId, { fairness: { columns: [] } })
  await continueReport(first)
  expect((await db.reports.get(outputId))!.report.fairness).toEqual({ columns: [] })
  await putAsked(outputId, { fairness: undefined })
  await continueReport({ ...first, report: { ...first.report, fairness: { columns: [] } } })
  expect((await db.reports.get(outputId))!.report.fairness).toBeUndefined()
  await beginReport(first)
  await continueReport({ ...first, report: { ...first.report, fairness: { columns: [] } } })
  expect((await db.reports.get(outputId))!.report.fairness).toEqual({ columns: [] })
})
