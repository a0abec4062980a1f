import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadTable, outputOwner, sourceOwner } from '../src/db/chunks'
import { db, liveDb } from '../src/db/database'
import { addOutput } from '../src/db/runs'
import { importProject } from './intake/import-project'
import { makeDraft } from './train/draft'
import { probe, sampleOutput } from './train/sample'

const penguins = new File([readFileSync('public/samples/penguins.csv')], 'penguins.csv')
const needsNone = () => Promise.reject(new Error('the trees need no device'))
const device = {
  engine: needsNone,
  choose: needsNone,
  engineFor: needsNone,
  velocityEngine: needsNone,
  replace: needsNone,
}

async function importPenguins(projectId: string, signal = { aborted: false }) {
  const previews: string[][] = []
  await importProject({
    projectId,
    file: penguins,
    signal,
    onPreview: ({ names }) => void previews.push([...names]),
    onProgress: () => {},
  })
  return previews
}

test('a dropped file becomes a project, a first table, and rows on condition', async () => {
  const previews = await importPenguins('penguins')
  expect(previews).toHaveLength(1)
  const project = (await db.projects.get('penguins'))!
  expect(project.source).toMatchObject({ rows: 344, columns: previews[0]!.length, status: 'ready', complete: true })
  expect(project.name).toBe('penguins')

  const outputId = await makeDraft('penguins')
  const output = (await db.outputs.get(outputId))!
  expect(output).toMatchObject({ status: 'done', rows: 344, draft: true, generator: 'sequential-trees' })
  const synthetic = await loadTable(outputOwner(outputId), output.names)
  expect(synthetic.rows).toBe(344)
  expect((await db.projects.get('penguins'))!.activeOutputId).toBe(outputId)

  const run = (await db.runs.get(output.runId))!
  const live = (await liveDb.live.get(run.id))!
  expect(live.tiles.length).toBeGreaterThan(5)
  expect(live.quality!.shapeError).toBeLessThan(live.quality!.baseline.trendError)

  // The same draft again is not made again.
  expect(await makeDraft('penguins')).toBe(outputId)

  const condition = { field: 'species', condition: { is: 'in' as const, values: ['Gentoo'] } }
  const rows = await probe(run.id, { seed: 3, temperature: 1, conditions: [condition] }, device)
  const species = output.names.indexOf('species')
  expect(rows).toHaveLength(20)
  expect(new Set(rows.map((row) => row[species]))).toEqual(new Set(['Gentoo']))

  const wish = { wantedRows: 1000, seed: 4, temperature: 1, conditions: [{ ...condition, share: 0.5 }] }
  const half = await addOutput(run, wish)
  await sampleOutput(half.id, device, { stopped: () => false, onRows: () => {} })
  const made = await loadTable(outputOwner(half.id), output.names)
  const column = made.columns[species]!
  if (column.kind !== 'text') throw new Error('species is text')
  const gentoo = column.levels.indexOf('Gentoo')
  expect(column.codes.filter((code) => code === gentoo)).toHaveLength(500)
})

test('an import that is cancelled keeps what was read, and it can be learned from', async () => {
  const signal = { aborted: false }
  const lines = Array.from({ length: 200_000 }, (_, i) => `${i % 97},${i % 3 ? 'yes' : 'no'}`)
  await importProject({
    projectId: 'cancelled',
    file: new File([`size,paid\n${lines.join('\n')}\n`], 'long.csv'),
    signal,
    onPreview: () => {
      signal.aborted = true
    },
    onProgress: () => {},
  })
  const { source } = (await db.projects.get('cancelled'))!
  expect(source).toMatchObject({ complete: false, status: 'ready' })
  expect(source.rows).toBeGreaterThan(0)
  expect(source.rows).toBeLessThan(lines.length)
  expect((await loadTable(sourceOwner('cancelled'), ['size', 'paid'])).rows).toBe(source.rows)
  expect(await db.outputs.get(await makeDraft('cancelled'))).toMatchObject({ status: 'done', rows: source.rows })
})

test('an output that is stopped keeps what was made', async () => {
  const { runId } = (await db.outputs.get(await makeDraft('penguins')))!
  const run = (await db.runs.get(runId))!
  const output = await addOutput(run, { wantedRows: 50_000, seed: 1, temperature: 1, conditions: [] })
  let made = 0
  await sampleOutput(output.id, device, {
    stopped: () => made > 0,
    onRows: (rows) => {
      made = rows
    },
  })
  const kept = (await db.outputs.get(output.id))!
  expect(kept.status).toBe('cancelled')
  expect(kept.rows).toBe(made)
  expect(kept.rows).toBeLessThan(50_000)
})

test('an import that finds no rows leaves nothing behind', async () => {
  const empty = { projectId: 'none', file: new File(['a,b\n'], 'a.csv'), signal: { aborted: false } }
  const silent = { onPreview: () => {}, onProgress: () => {} }
  await expect(importProject({ ...empty, ...silent })).rejects.toMatchObject({ problem: { code: 'read/no-rows' } })
  expect(await db.projects.get('none')).toBeUndefined()
  expect(await db.chunks.where('owner').equals(sourceOwner('none')).count()).toBe(0)
})
