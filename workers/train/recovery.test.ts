import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Engine, Trainer } from '../../src/core/nets/engine'
import { StudioError } from '../../src/core/problem'
import { db, liveDb } from '../../src/db/database'
import type { Run } from '../../src/db/objects'
import { addRun } from '../../src/db/runs'
import { createEngine } from '../../src/engine/create-engine'
import { importProject } from '../intake/import-project'
import type { Device } from './device'
import { trainRun } from './run'
import { createRunControl, type RunControl } from './run-control'

let wasm: Engine
beforeAll(async () => {
  const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
  wasm = await createEngine({ prefer: 'wasm', wasmUrl })
  await importProject({
    projectId: 'penguins',
    file: new File([readFileSync('public/samples/penguins.csv')], 'penguins.csv'),
    signal: { aborted: false },
    onPreview: () => {},
    onProgress: () => {},
  })
})

/** The engine of the tests under another name, whose trainers' `takeLoss` is changed; `steps` are those that were asked. */
function changed(
  backend: string,
  steps: number[],
  takeLoss: (call: number, trainer: Trainer) => Promise<number>,
): Engine {
  return {
    ...wasm,
    backend,
    async createTrainer(plan, state, rows) {
      const trainer = await wasm.createTrainer(plan, state, rows)
      let calls = 0
      return {
        ...trainer,
        step(batch, rates) {
          steps.push(rates.step)
          trainer.step(batch, rates)
        },
        takeLoss: () => takeLoss(++calls, trainer),
      }
    },
  }
}

/** A GPU whose driver resets while the `last` slice of steps is awaited. */
const lostAt = (last: number, steps: number[]) =>
  changed('webgpu', steps, async (call, trainer) => {
    if (call >= last) throw new StudioError({ code: 'fit/device-lost', reason: 'driver reset' })
    return trainer.takeLoss()
  })

function deviceOf(engines: readonly Engine[]) {
  const replaced: (string | undefined)[] = []
  const engineNow = () => Promise.resolve(engines[Math.min(replaced.length, engines.length - 1)]!)
  const device: Device = {
    engine: engineNow,
    engineFor: engineNow,
    choose: async (_, work) => {
      const engine = await engineNow()
      return [{ engine, trial: await work(engine) }]
    },
    velocityEngine: () => Promise.reject(new Error('a table needs none')),
    replace: (prefer) => {
      replaced.push(prefer)
      return engineNow()
    },
  }
  return { device, replaced }
}

/** Pauses after each slice of steps, which stores a checkpoint, and plays on at once. */
const savesEachSlice: RunControl = { ...createRunControl(), paused: () => true, untilPlay: () => Promise.resolve() }

async function newRun(): Promise<Run> {
  const project = (await db.projects.get('penguins'))!
  const generator = { ...project.generator, options: { 'any-order': { steps: 60, width: 32 } } }
  return addRun({ ...project, generator }, 'any-order')
}

test('a device that is lost again and again gives way to WebAssembly, from the newest checkpoint', async () => {
  const steps: number[][] = [[], [], []]
  const counted = changed('wasm', steps[2]!, (_, trainer) => trainer.takeLoss())
  const { device, replaced } = deviceOf([lostAt(3, steps[0]!), lostAt(1, steps[1]!), counted])
  const { id } = await newRun()
  const outputId = await trainRun(id, device, savesEachSlice)
  expect(replaced).toEqual([undefined, 'wasm'])
  const run = (await db.runs.get(id))!
  expect(run).toMatchObject({ status: 'done', backend: 'wasm', steps: 60 })
  expect(run.events).toEqual(['device-lost: driver reset', 'device-lost: driver reset', 'to-wasm'])
  // Two slices were stored before the first loss; both later devices begin behind them.
  expect(steps[1]![0]).toBeGreaterThan(2)
  expect(steps[2]![0]).toBe(steps[1]![0])
  expect(steps[2]!.at(-1)).toBe(60)
  const shown = (await liveDb.live.get(id))!.losses.map(({ step }) => step)
  expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b))
  expect(await db.outputs.get(outputId)).toMatchObject({ status: 'done', rows: 344 })
})

test('a device that can’t be had back fails the run, with its reason', async () => {
  const { device, replaced } = deviceOf([lostAt(1, [])])
  const { id } = await newRun()
  const problem = { code: 'fit/device-lost', reason: 'driver reset' }
  await expect(trainRun(id, device, savesEachSlice)).rejects.toMatchObject({ problem })
  expect(replaced).toEqual([undefined, 'wasm', 'wasm'])
  expect(await db.runs.get(id)).toMatchObject({ status: 'failed', problem })
})

test('a loss that is not a number sends the run back, and it says so', async () => {
  const broken = changed('wasm', [], async (call, trainer) => {
    const loss = await trainer.takeLoss()
    return call === 4 ? Number.NaN : loss
  })
  const { id } = await newRun()
  await trainRun(id, deviceOf([broken]).device, savesEachSlice)
  expect(await db.runs.get(id)).toMatchObject({ status: 'done', steps: 60, events: ['rolled-back'] })
})

test('a disk that is full in mid-run fails it with the reason, and it goes on from its checkpoint once there is room', async () => {
  const { id } = await newRun()
  const put = db.checkpoints.put.bind(db.checkpoints)
  let calls = 0
  const full = vi
    .spyOn(db.checkpoints, 'put')
    .mockImplementation(((stored: Parameters<typeof put>[0]) =>
      ++calls > 2 ? Promise.reject(new DOMException('no room', 'QuotaExceededError')) : put(stored)) as never)
  const problem = { code: 'storage/quota' }
  await expect(trainRun(id, deviceOf([wasm]).device, savesEachSlice)).rejects.toMatchObject({ problem })
  expect(await db.runs.get(id)).toMatchObject({ status: 'failed', problem })
  const { checkpoint } = (await db.checkpoints.get(id))!
  expect(checkpoint.step).toBeGreaterThan(0)

  full.mockRestore()
  const steps: number[] = []
  await trainRun(id, deviceOf([changed('wasm', steps, (_, trainer) => trainer.takeLoss())]).device, savesEachSlice)
  expect(steps[0]).toBe(checkpoint.step + 1)
  expect(await db.runs.get(id)).toMatchObject({ status: 'done', steps: 60 })
})

test('a stop while the pause is still being written is heard', async () => {
  const control = createRunControl()
  control.pause()
  expect(control.paused()).toBe(true)
  control.stop()
  await control.untilPlay()
  expect([control.paused(), control.stopped()]).toEqual([false, true])
})

test('a step lets one slice through, then the pause holds again', async () => {
  const control = createRunControl()
  control.pause()
  control.step()
  await control.untilPlay()
  const held = await Promise.race([control.untilPlay().then(() => 'let through'), Promise.resolve('held')])
  expect([control.paused(), held]).toEqual([true, 'held'])
  control.play()
  expect(control.paused()).toBe(false)
})
