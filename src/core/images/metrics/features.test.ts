import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plainMultiply } from '../learn/plain-multiply'
import { frechetDistance } from './frechet-distance'
import { manifoldFigures } from './manifold-figures'
import { nearestRows } from './nearest'

// Made by bench/oracles/pictures_oracle.py with scipy.
const oracle = JSON.parse(readFileSync(new URL('fixtures/features.json', import.meta.url), 'utf8')) as {
  readonly size: number
  readonly real: number[]
  readonly made: number[]
  readonly frechet: number
  readonly k: number
  readonly precision: number
  readonly recall: number
  readonly density: number
  readonly coverage: number
}
const matrix = (values: number[]) => ({
  rows: values.length / oracle.size,
  columns: oracle.size,
  values: Float32Array.from(values),
})
const [real, made] = [matrix(oracle.real), matrix(oracle.made)]

test('Fréchet distance is that of scipy, and 0 to itself', () => {
  expect(frechetDistance(real, made) / oracle.frechet).toBeCloseTo(1, 5)
  expect(frechetDistance(real, real)).toBeCloseTo(0, 5)
})

test('precision, recall, density and coverage are those of the definition', () => {
  const figures = manifoldFigures(real, made, oracle.k, plainMultiply)
  for (const name of ['precision', 'recall', 'density', 'coverage'] as const) {
    expect(figures[name]).toBeCloseTo(oracle[name], 9)
  }
  expect(manifoldFigures(real, real, oracle.k, plainMultiply)).toMatchObject({ precision: 1, recall: 1, coverage: 1 })
})

test('a row is found in its own set, at distance 0', () => {
  const { which, distances } = nearestRows(real, real, plainMultiply)
  expect([...which]).toEqual([...which.keys()])
  expect(Math.max(...distances)).toBe(0)
})
