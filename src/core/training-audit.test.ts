import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createEngine } from '../engine/create-engine'
import { empiricalEpsilon } from './canary-audit.fixture'
import * as bound from './dp/row-bound'
import { seededNoise } from './dp/seeded-noise.fixture'
import type { Engine } from './nets/engine'
import { networkStatistic } from './network-canary.fixture'

vi.mock('./dp/row-bound', { spy: true })
beforeEach(() => vi.resetAllMocks())

let engine: Engine
beforeAll(async () => {
  const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
  engine = await createEngine({ prefer: 'wasm', wasmUrl })
})
afterAll(() => engine.dispose())

const claimed = { epsilon: 1.5, delta: 0.01 }
const audited = (runs: number) =>
  empiricalEpsilon(runs, claimed.delta, (canary, seed) =>
    networkStatistic(canary, { engine, ...claimed, noise: seededNoise(seed) }),
  )

test('an attacker who knows all but one row, and sees every noisy sum, does not beat the claimed ε', async () => {
  const found = await audited(150)
  expect(found).toBeLessThan(claimed.epsilon)
})

test('where rows’ gradients are not bounded the same attacker does', async () => {
  vi.mocked(bound.rowFactor).mockReturnValue(1)
  const found = await audited(60)
  expect(found).toBeGreaterThan(claimed.epsilon)
})
