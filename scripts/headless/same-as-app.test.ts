import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '../../src/db/database'
import { measureMarked } from '../../workers/evaluate/measure-marked'
import { measureOutput } from '../../workers/evaluate/measure-output'
import { importAudit } from '../../workers/intake/import-audit'
import { main } from './main'

// The app's workers over a database in memory, and the command: the same files must give the same figures.

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'same-'))
})
afterAll(() => rm(folder, { recursive: true }))

const fixture = (name: string) => `src/core/audit/fixtures/adult-${name}.csv`
const fileOf = (place: string) => new File([readFileSync(place)], path.basename(place))

/** The app's report, with these columns marked as sensitive and another target, where they are given. */
async function byApp(
  projectId: string,
  files: Parameters<typeof importAudit>[0]['files'],
  { sensitive, target }: { readonly sensitive: string; readonly target?: string },
) {
  const outputId = await importAudit({ projectId, files }, () => {})
  const { schema } = (await db.schemas.get(projectId))!
  const fields = schema.fields.map((field) => ({
    ...field,
    ...(target === undefined ? {} : { role: field.name === target ? ('target' as const) : ('none' as const) }),
    ...(field.name === sensitive ? { sensitive: true } : {}),
  }))
  await db.schemas.update(projectId, { schema: { ...schema, fields } })
  await measureOutput(outputId, { stopped: () => false, onProgress: () => {} })
  return (await db.reports.get(outputId))!.report
}

async function byCommand(...words: string[]) {
  const silent = [
    vi.spyOn(console, 'log').mockImplementation(() => {}),
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ]
  expect(await main(['evaluate', ...words, '--out', folder])).toBe(0)
  for (const spy of silent) spy.mockRestore()
  return JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'))
}

/** As JSON writes it: without keys of undefined value. */
const plain = (json: unknown) => JSON.parse(JSON.stringify(json))

test('with a hold-out', async () => {
  const [real, holdout, synthetic] = [fixture('real'), fixture('holdout'), fixture('ctgan')]
  const files = { real: fileOf(real), holdout: fileOf(holdout), synthetic: fileOf(synthetic) }
  const app = await byApp('with', files, { sensitive: 'sex' })
  expect(app.rows).toEqual({ train: 2400, control: 600, test: 600, synthetic: 2400 })
  const words = ['--real', real, '--holdout', holdout, '--synthetic', synthetic, '--sensitive', 'sex']
  expect(plain(app)).toEqual(await byCommand(...words))
  const [sex] = app.fairness!.columns
  expect(sex!.privacy!.map((own) => own?.attacks.length)).toEqual([5, 5])
})

test('columns that are marked later are measured alone, and give the same', async () => {
  const { outputId, report } = (await db.reports.where('projectId').equals('with').first())!
  await measureMarked(outputId)
  expect((await db.reports.get(outputId))!.report.fairness).toEqual(report.fairness)
})

test('without one, with a target of several classes, and of a table whose ids and texts are not compared', async () => {
  const [real, synthetic] = ['public/samples/penguins.csv', 'public/samples/penguins.csv']
  const files = { real: fileOf(real), synthetic: fileOf(synthetic) }
  const app = await byApp('without', files, { sensitive: 'sex', target: 'species' })
  const words = ['--real', real, '--synthetic', synthetic, '--target', 'species', '--sensitive', 'sex']
  expect(plain(app)).toEqual(await byCommand(...words))
  // Of three classes, parity is told for the one in which groups differ most.
  const { real: own, synthetic: copy } = app.fairness!.columns[0]!.models!
  expect([0, 1, 2]).toContain(own.parityClass)
  expect([0, 1, 2]).toContain(copy.parityClass)
})
