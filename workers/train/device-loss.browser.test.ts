import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { expect, test } from 'vitest'
import { db, liveDb } from '../../src/db/database'
import { addRun } from '../../src/db/runs'
import { createEngine } from '../../src/engine/create-engine'
import { importProject } from '../intake/import-project'
import type { Device } from './device'
import { trainRun } from './run'
import { createRunControl, type RunControl } from './run-control'

/** Every device that the browser hands out, the newest last. */
const devices: GPUDevice[] = []
const request = GPUAdapter.prototype.requestDevice
GPUAdapter.prototype.requestDevice = async function (descriptor) {
  const device = await request.call(this, descriptor)
  devices.push(device)
  return device
}

/** As the worker's own, but that software counts as a GPU here. */
function createSoftwareDevice(): Device {
  let engine = createEngine({ prefer: 'webgpu', wasmUrl })
  return {
    engine: () => engine,
    engineFor: () => engine,
    choose: async (_, work) => [{ engine: await engine, trial: await work(await engine) }],
    velocityEngine: () => Promise.reject(new Error('a table needs none')),
    replace: (prefer) => {
      engine = createEngine({ prefer: prefer ?? 'webgpu', wasmUrl })
      return engine
    },
  }
}

function shopFile(): File {
  const row = (i: number) => `${['Oslo', 'Lyon', 'Graz'][i % 3]},${18 + ((i * 37) % 60)},${i % 2 ? 'yes' : 'no'}`
  return new File([`city,age,member\n${Array.from({ length: 300 }, (_, i) => row(i)).join('\n')}\n`], 'shop.csv')
}

test('WebGPU devices that are lost in mid-run: from the checkpoint on a new one, then on WebAssembly', {
  timeout: 120_000,
}, async () => {
  const nothing = () => {}
  const signal = { aborted: false }
  await importProject({ projectId: 'shop', file: shopFile(), signal, onPreview: nothing, onProgress: nothing })
  const project = (await db.projects.get('shop'))!
  const generator = { ...project.generator, options: { 'any-order': { steps: 60, width: 16, blocks: 1 } } }
  const { id } = await addRun({ ...project, generator }, 'any-order')

  // Each slice of steps is stored; the device of the moment is destroyed after two, and the next one after two more.
  let slices = 0
  const lostAt: number[] = []
  const control: RunControl = {
    ...createRunControl(),
    paused: () => true,
    async untilPlay() {
      slices++
      if (slices !== 2 && slices !== 4) return
      const { checkpoint } = (await db.checkpoints.get(id))!
      lostAt.push(checkpoint.step)
      devices.at(-1)!.destroy()
      await devices.at(-1)!.lost
    },
  }
  const outputId = await trainRun(id, createSoftwareDevice(), control)

  expect(devices).toHaveLength(2)
  expect(lostAt[0]).toBeGreaterThan(0)
  expect(lostAt[1]).toBeGreaterThan(lostAt[0]!)
  const run = (await db.runs.get(id))!
  expect(run).toMatchObject({ status: 'done', backend: 'wasm' })
  expect(run.steps).toBeGreaterThan(lostAt[1]!)
  expect(run.events.map((event) => event.split(':')[0])).toEqual(['device-lost', 'device-lost', 'to-wasm'])
  const shown = (await liveDb.live.get(id))!.losses.map(({ step }) => step)
  expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b))
  expect(await db.outputs.get(outputId)).toMatchObject({ status: 'done', rows: 300 })
})
