import 'fake-indexeddb/auto'
import { decode } from 'fast-png'
import { unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { directionOf, stripes } from '../../../src/core/images/learn/stripes.fixture'
import { joinPictures } from '../../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../../src/core/images/picture-set'
import type { Engine } from '../../../src/core/nets/engine'
import { db, liveDb } from '../../../src/db/database'
import { loadMadeBlocks } from '../../../src/db/made-pictures'
import type { Output, Project } from '../../../src/db/objects'
import { addOutput, addRun } from '../../../src/db/runs'
import { createEngine } from '../../../src/engine/create-engine'
import { exportMade } from '../../pictures/export-made'
import { loadPictureData } from '../../shared/picture-data'
import type { Device, VelocityHolder } from '../device'
import { trainRun } from '../run'
import { createRunControl, type RunControl } from '../run-control'
import { sampleOutput } from '../sample'
import { storeProject } from './picture-project.fixture'
import { draftPictures } from './train-pictures'

const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
const set = stripes(200, 8, 1)
let engine: Engine
let project: Project

beforeAll(async () => {
  engine = await createEngine({ prefer: 'wasm', wasmUrl })
  project = await storeProject('stripes', set)
})

const deviceOf = (own: Engine): Device => ({
  engine: () => Promise.resolve(own),
  engineFor: () => Promise.resolve(own),
  choose: () => Promise.reject(new Error('there is one engine')),
  velocityEngine: () => Promise.resolve(own as VelocityHolder),
  replace: () => Promise.reject(new Error('nothing was lost')),
})

async function madeBy(outputId: string): Promise<{ readonly output: Output; readonly made: PictureSet }> {
  const output = (await db.outputs.get(outputId))!
  const sets: PictureSet[] = []
  for await (const { labels, pixels } of loadMadeBlocks(outputId))
    sets.push({ ...output.shape!, classes: output.names, labels, pixels })
  return { output, made: joinPictures(sets) }
}

/** Share of pictures whose stripes run as their label says. */
function agreement(made: PictureSet): number {
  const right = made.labels.filter((label, i) => directionOf(made, i) === label)
  return right.length / made.labels.length
}

test('a draft is there at once: as many labelled pictures as were learned from, and a sheet', async () => {
  const id = await draftPictures('stripes', deviceOf(engine))
  const { output, made } = await madeBy(id)
  const { activeOutputId } = (await db.projects.get('stripes'))!
  expect(activeOutputId).toBe(id)
  expect(output).toMatchObject({ status: 'done', draft: true, generator: 'class-gaussian', names: ['across', 'along'] })
  expect(output.rows).toBe(made.labels.length)
  expect(output.perClass!.reduce((sum, count) => sum + count)).toBe(output.rows)
  expect(agreement(made)).toBeGreaterThan(0.8)
  const sheet = (await liveDb.sheets.get(output.runId))!
  expect(sheet.made.labels).toHaveLength(16)
  expect(sheet.real.labels).toHaveLength(8)
  // The same draft again is not made again.
  expect(await draftPictures('stripes', deviceOf(engine))).toBe(id)
})

const steps = (count: number): Project => ({
  ...project,
  generator: { ...project.generator, options: { 'pyramid-flow': { steps: count } } },
})

test('a run trains to its end, shows control loss and a sheet, and makes pictures of each class; more can be made', async () => {
  await db.projects.put(steps(200))
  const run = await addRun(project, 'auto')
  const outputId = await trainRun(run.id, deviceOf(engine), createRunControl())
  const { output, made } = await madeBy(outputId)
  expect(await db.runs.get(run.id)).toMatchObject({ status: 'done', generator: 'pyramid-flow', steps: 200 })
  expect(agreement(made)).toBeGreaterThan(0.9)
  const losses = (await liveDb.live.get(run.id))!.losses.flatMap(({ controlLoss }) => controlLoss ?? [])
  expect(losses.length).toBeGreaterThan(3)
  expect((await liveDb.sheets.get(run.id))!.step).toBe(200)

  const wish = { wantedRows: 310, perClass: [300, 10], seed: 5, temperature: 1, conditions: [] }
  const more = await addOutput({ ...run, generator: 'pyramid-flow' }, wish)
  await sampleOutput(more.id, deviceOf(engine), { stopped: () => false, onRows: () => {} })
  const second = await madeBy(more.id)
  expect(second.output).toMatchObject({ status: 'done', rows: 310, shape: { width: 8, height: 8, channels: 1 } })
  expect(second.made.labels.filter((label) => label === 0)).toHaveLength(300)
  // Another seed, other pictures.
  expect(second.made.pixels.slice(0, 64)).not.toEqual(made.pixels.slice(0, 64))
  expect(output.bytes).toBe(made.pixels.length)
})

test('a run that is killed in mid-training goes on from its checkpoint to the very same model', async () => {
  const whole = await addRun(steps(60), 'pyramid-flow')
  await trainRun(whole.id, deviceOf(engine), createRunControl())

  const killed = await addRun(steps(60), 'pyramid-flow')
  let slices = 0
  const dies: RunControl = {
    ...createRunControl(),
    paused: () => true,
    async untilPlay() {
      if (++slices === 2) throw new Error('the tab is gone')
    },
  }
  await expect(trainRun(killed.id, deviceOf(engine), dies)).rejects.toThrow('the tab is gone')
  const { checkpoint } = (await db.checkpoints.get(killed.id))!
  expect(checkpoint.step).toBeGreaterThan(0)
  expect(checkpoint.step).toBeLessThan(60)
  await db.runs.update(killed.id, { status: 'interrupted' })
  await trainRun(killed.id, deviceOf(engine), createRunControl())
  expect(await db.runs.get(killed.id)).toMatchObject({ status: 'done', steps: 60, events: ['resumed'] })
  const weightsOf = async (id: string) =>
    (await db.models.get(id))!.snapshot.data as { readonly weights: Float32Array[] }
  expect((await weightsOf(killed.id)).weights).toEqual((await weightsOf(whole.id)).weights)
})

test('stopped in the middle, the best model so far is kept and makes pictures', async () => {
  const run = await addRun(steps(5000), 'pyramid-flow')
  const control = createRunControl()
  const stopsSoon: RunControl = {
    ...control,
    stopped: () => {
      control.stop()
      return true
    },
  }
  const { output } = await madeBy(await trainRun(run.id, deviceOf(engine), stopsSoon))
  expect(await db.runs.get(run.id)).toMatchObject({ status: 'stopped' })
  expect(output.status).toBe('done')
})

test('a zip of a draft holds real pictures only where they are asked for, and then learned ones', async () => {
  const id = await draftPictures('stripes', deviceOf(engine))
  const { output } = await madeBy(id)
  const namesOf = async (share: number) => {
    const files = unzipSync(new Uint8Array(await (await exportMade(id, share, 'imagefolder', () => {})).arrayBuffer()))
    return { files, real: Object.keys(files).filter((name) => name.includes('/real-')) }
  }
  expect((await namesOf(0)).real).toEqual([])
  const { files, real } = await namesOf(0.2)
  expect(real).toHaveLength(Math.round(output.rows / 4))
  const { train } = await loadPictureData('stripes')
  const learned = new Set(Array.from(train.labels, (_, i) => train.pixels.slice(i * 64, (i + 1) * 64).join()))
  expect(real.filter((name) => !learned.has(decode(files[name]!).data.join()))).toEqual([])
})

test('pictures larger than can be learned are shrunk, and too few are said to be', async () => {
  await storeProject('large', stripes(24, 96, 2))
  const { output } = await madeBy(await draftPictures('large', deviceOf(engine)))
  expect(output.shape).toEqual({ width: 64, height: 64, channels: 1 })
  await storeProject('few', stripes(6, 8, 2))
  const problem = { code: 'images/too-few', pictures: 6, least: 10 }
  await expect(draftPictures('few', deviceOf(engine))).rejects.toMatchObject({ problem })
})
