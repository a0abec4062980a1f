import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/core/nets/engine'
import { createEngine, tryEngines } from '../../src/engine/create-engine'
import { importProject } from '../intake/import-project'
import type { Device } from './device'
import { estimate } from './estimate'

const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'

/** The same engine, on which no model of the user fits. */
const tooSmall = (engine: Engine): Engine => ({
  ...engine,
  description: 'a small one',
  createTrainer: () => Promise.reject(new Error('out of memory')),
})

test('the user’s own model is tried on each engine: one that runs another network but not this one is passed over', async () => {
  await importProject({
    projectId: 'penguins',
    file: new File([readFileSync('public/samples/penguins.csv')], 'penguins.csv'),
    signal: { aborted: false },
    onPreview: () => {},
    onProgress: () => {},
  })
  const engine = await createEngine({ prefer: 'wasm', wasmUrl })
  const device = { choose: (_, work) => tryEngines([tooSmall(engine), engine], work) } as Pick<Device, 'choose'>
  const choice = { id: 'any-order', minimumCount: 5, options: { 'any-order': { steps: 500, width: 64 } } }
  const made = await estimate('penguins', choice, device)
  expect(made).toEqual({
    backend: 'wasm',
    description: engine.description,
    seconds: expect.any(Number),
    steps: expect.any(Number),
  })
  expect(made.seconds).toBeGreaterThan(0)
  expect(made.steps).toBeGreaterThan(0)
})
