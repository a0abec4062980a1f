import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { soloCrew } from '../../../engine/crew'
import { openSharedHeap } from '../../../engine/wasm-memory'
import { wasmMultiply } from '../../../engine/wasm-multiply'
import { createRandom } from '../../random'
import { plainMultiply } from './plain-multiply'
import { principalComponents, project, unproject } from './principal-components'
import { symmetricEigen } from './symmetric-eigen'

// Made by bench/oracles/pictures_oracle.py with scikit-learn.
const oracle = JSON.parse(readFileSync(new URL('fixtures/components.json', import.meta.url), 'utf8')) as Record<
  'rows' | 'deviations' | 'axes' | 'mean',
  number[]
>
const rows = { rows: 80, columns: 30, values: Float32Array.from(oracle.rows) }
const multiplies = [
  ['plain', plainMultiply],
  ['wasm', wasmMultiply(soloCrew(openSharedHeap()).heap)],
] as const

test.each(multiplies)('%s: axes and deviations are those of scikit-learn', (_, multiply) => {
  const { axes, deviations, mean, variance } = principalComponents(rows, 6, 1, createRandom(1), multiply)
  oracle.mean.forEach((v, i) => {
    expect(mean[i]).toBeCloseTo(v, 5)
  })
  oracle.deviations.forEach((v, j) => {
    expect(deviations[j]! / v).toBeCloseTo(1, 4)
    let along = 0
    for (let i = 0; i < 30; i++) along += axes.values[i * axes.columns + j]! * oracle.axes[j * 30 + i]!
    expect(Math.abs(along)).toBeCloseTo(1, 4)
  })
  expect(variance / oracle.deviations.reduce((sum, d) => sum + d * d, 0)).toBeCloseTo(1, 5)
})

test('as few axes as hold the share that is asked for, and rows come back from their places on all of them', () => {
  const whole = oracle.deviations.reduce((sum, d) => sum + d * d, 0)
  const two = (oracle.deviations[0]! ** 2 + oracle.deviations[1]! ** 2) / whole
  const some = principalComponents(rows, 6, two - 0.001, createRandom(1), plainMultiply)
  expect(some.deviations).toHaveLength(2)
  const all = principalComponents(rows, 30, 1, createRandom(1), plainMultiply)
  const back = unproject(all, project(all, rows, plainMultiply), plainMultiply)
  const worst = back.values.reduce((most, v, i) => Math.max(most, Math.abs(v - rows.values[i]!)), 0)
  expect(worst).toBeLessThan(2e-3)
})

test('eigenvalues of a matrix that is known: second differences', () => {
  const n = 12
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 2
    if (i > 0) matrix[i * n + i - 1] = -1
    if (i < n - 1) matrix[i * n + i + 1] = -1
  }
  const { values, vectors } = symmetricEigen(matrix, n)
  for (let k = 1; k <= n; k++) expect(values[n - k]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / (n + 1)), 10)
  for (let i = 0; i < n; i++) {
    let image = 0
    for (let j = 0; j < n; j++) image += matrix[i * n + j]! * vectors[j * n]!
    expect(image).toBeCloseTo(values[0]! * vectors[i * n]!, 10)
  }
})
