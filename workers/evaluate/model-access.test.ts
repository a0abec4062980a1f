import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { anyOrder } from '../../src/core/generators/any-order'
import { readOptions } from '../../src/core/generators/options'
import { encodeParts, fitGenerator } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import { db } from '../../src/db/database'
import { addOutput, addRun } from '../../src/db/runs'
import { openCpu } from '../../src/engine/cpu-backend'
import { openOwnEngine } from '../../src/engine/own-engine'
import { importProject } from '../intake/import-project'
import { loadProjectData } from '../shared/project-data'
import { storeModel } from '../train/models'
import { writeOutput } from '../train/output'
import { measureOutput } from './measure-output'
import { accessOf } from './model-access'

/** Three times as many, none alike: attacks need more control rows than the sample has. */
function manyPenguins(): string {
  const [header, ...rows] = readFileSync('public/samples/penguins.csv', 'utf8').trim().split('\n')
  const heavier = (row: string, by: number) => row.replace(/\b\d{4}\b/, (grams) => String(Number(grams) + by))
  return [header, ...[0, 7, 13].flatMap((by) => rows.map((row) => heavier(row, by)))].join('\n')
}

test('a network is asked how likely rows are in evaluate itself, and the report has the attack by that', async () => {
  await importProject({
    projectId: 'penguins',
    file: new File([manyPenguins()], 'penguins.csv'),
    signal: { aborted: false },
    onPreview: () => {},
    onProgress: () => {},
  })
  const data = await loadProjectData('penguins')
  const { parts, schema, project } = data
  const encoded = await encodeParts(parts, schema, anyOrder, project.generator.minimumCount, 1)
  const options = readOptions(anyOrder, { steps: 60, width: 16 })
  const context = { random: createRandom(1), now: () => performance.now(), engine: openOwnEngine() }
  const fitted = await fitGenerator(anyOrder, encoded, options, context)
  const run = await addRun(project, 'any-order')
  await storeModel(run, fitted)
  const output = await addOutput(run, { wantedRows: 300, seed: 1, temperature: 1, conditions: [] })
  await writeOutput(fitted, output, { stopped: () => false, onRows: () => {} })

  const { likelihood } = await accessOf((await db.outputs.get(output.id))!, data)
  const told = (await likelihood!(parts.train.table, parts.control.table)).model
  const snapshot = await fitted.model.snapshot()
  const elsewhere = await anyOrder.restore(snapshot, { engine: await openCpu() })
  const wanted = await elsewhere.logLikelihood!(encoded.train.table.codes)
  expect(told).toHaveLength(parts.train.table.rows)
  told.forEach((logShare, row) => {
    expect(logShare).toBeCloseTo(wanted[row]!, 2)
  })

  await measureOutput(output.id, { stopped: () => false, onProgress: () => {} })
  const { leak } = (await db.reports.get(output.id))!.report
  expect(leak?.membership.map(({ attack }) => attack)).toContain('model-loss')
})
