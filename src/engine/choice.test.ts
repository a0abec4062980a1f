import { afterEach, expect, test } from 'vitest'
import type { Engine } from '../core/nets/engine'
import { type BackendName, createEngine, openEngines, tryEngines } from './create-engine'

const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
const opened: Engine[] = []
afterEach(() => {
  for (const engine of opened.splice(0)) engine.dispose()
})

async function open(prefer: BackendName): Promise<Engine> {
  const [engine] = await openEngines({ prefer, wasmUrl })
  opened.push(engine!)
  return engine!
}

test('the engine is the one that is fastest at the work that is asked of it', async () => {
  const engines = [await open('cpu'), await open('wasm')]
  for (const faster of ['cpu', 'wasm']) {
    const told: string[] = []
    const tried = await tryEngines(
      engines,
      async ({ backend }) => ({ seconds: backend === faster ? 1 : 2 }),
      (backend, reason) => told.push(`${backend}: ${reason}`),
    )
    expect(tried.map(({ engine, trial }) => [engine.backend, trial.seconds])).toEqual([
      [faster, 1],
      [faster === 'cpu' ? 'wasm' : 'cpu', 2],
    ])
    expect(told).toEqual([`${faster === 'cpu' ? 'wasm' : 'cpu'}: 2.000 s, where ${faster} needs 1.000 s`])
  }
})

test('an engine on which the work fails is passed over; when it fails on all, the failure is told', async () => {
  const engines = [await open('cpu'), await open('wasm')]
  const tried = await tryEngines(engines, async ({ backend }) => {
    if (backend === 'wasm') throw new Error('out of memory')
    return { seconds: 1 }
  })
  expect(tried.map(({ engine }) => engine.backend)).toEqual(['cpu'])
  const fails = () => Promise.reject(new Error('no'))
  await expect(tryEngines(engines, fails)).rejects.toThrow('no')
})

test('the engine is the preferred one where it works, else the next, and says why', async () => {
  const problems: string[] = []
  const onProblem = (backend: string) => problems.push(backend)
  const wasm = await createEngine({ prefer: 'wasm', wasmUrl, onProblem })
  expect([wasm.backend, problems]).toEqual(['wasm', []])
  const other = await createEngine({ prefer: 'webgpu', wasmUrl, onProblem })
  expect([other.backend, problems]).toEqual(['wasm', ['webgpu']])
})
