import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { openCpu } from './cpu-backend'
import { openWasm } from './wasm-backend'

beforeAll(async () => {
  await openCpu()
  await openWasm('node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')
})

const size = fc.integer({ min: 1, max: 20 })
const shapes = fc.record({
  m: size,
  n: size,
  k: size,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  // Not [2, 1] with [2, 3]: there the cpu backend takes the wrong matrices (it counts i modulo 2).
  batch: fc.constantFrom(
    [[], []] as const,
    [[3], [3]] as const,
    [[3], [1]] as const,
    [[1], [3]] as const,
    [
      [2, 3],
      [2, 3],
    ] as const,
  ),
})

test('the product in place of tfjs’ own is that of its cpu backend, in any orientation and batch', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, async ({ m, n, k, transposeA, transposeB, batch }) => {
      const product = async (backend: string) => {
        await tf.setBackend(backend)
        const a = tf.randomNormal([...batch[0], ...(transposeA ? [k, m] : [m, k])], 0, 1, 'float32', 7)
        const b = tf.randomNormal([...batch[1], ...(transposeB ? [n, k] : [k, n])], 0, 1, 'float32', 8)
        const c = tf.matMul(a, b, transposeA, transposeB)
        const values = await c.data()
        tf.dispose([a, b, c])
        return { shape: c.shape, values: [...values] }
      }
      const [wanted, made] = [await product('cpu'), await product('wasm')]
      expect(made.shape).toEqual(wanted.shape)
      made.values.forEach((value, i) => {
        expect(value).toBeCloseTo(wanted.values[i]!, 4)
      })
    }),
    { numRuns: 60 },
  )
  expect(tf.memory().numTensors).toBe(0)
})

test('weights that were changed in place count', async () => {
  await tf.setBackend('wasm')
  const x = tf.ones([2, 2])
  const w = tf.ones([2, 2])
  const before = tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)
  const { wasmHeap } = await import('./wasm-heap')
  const heap = wasmHeap(tf.backend() as never)
  heap.floats(heap.address(w), 4).fill(2)
  const after = tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)
  expect([[...(await before.data())], [...(await after.data())]]).toEqual([new Array(4).fill(2), new Array(4).fill(4)])
  tf.dispose([x, w, before, after])
})
