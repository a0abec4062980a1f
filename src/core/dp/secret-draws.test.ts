import { expect, test } from 'vitest'
import { normalCdf } from '../normal-distribution'
import { poissonSample, secretDraws } from './secret-draws'
import { seededNoise } from './seeded-noise.fixture'

test('normal draws have the normal distribution', () => {
  const draws = secretDraws(seededNoise(1))
  const n = 200_000
  const values = Float64Array.from({ length: n }, () => draws.normal()).sort()
  const mean = values.reduce((a, b) => a + b, 0) / n
  const variance = values.reduce((sum, v) => sum + v * v, 0) / n
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n))
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
  let distance = 0
  values.forEach((value, i) => {
    distance = Math.max(distance, Math.abs(normalCdf(value) - (i + 0.5) / n))
  })
  // Kolmogorov: above 1.95/√n once in a thousand.
  expect(distance).toBeLessThan(1.95 / Math.sqrt(n))
  // Nothing of one draw shows in the next.
  const next = Float64Array.from({ length: n }, () => draws.normal())
  const along = next.reduce((sum, v, i) => sum + v * (next[i - 1] ?? 0), 0) / n
  expect(Math.abs(along)).toBeLessThan(4 / Math.sqrt(n))
})

test('each row takes part by itself, as often as the rate says', () => {
  const draws = secretDraws(seededNoise(2))
  const [rows, rate, steps] = [50, 0.3, 4000]
  const turns = new Float64Array(rows)
  const sizes: number[] = []
  for (let step = 0; step < steps; step++) {
    const picked = poissonSample(rows, rate, draws)
    for (const row of picked) turns[row]!++
    sizes.push(picked.length)
  }
  const deviation = Math.sqrt(steps * rate * (1 - rate))
  for (const count of turns) expect(Math.abs(count - steps * rate)).toBeLessThan(4.5 * deviation)
  // A batch of fixed size would not vary: its variance is that of a binomial number.
  const mean = sizes.reduce((a, b) => a + b, 0) / steps
  const variance = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / steps
  expect(variance / (rows * rate * (1 - rate))).toBeCloseTo(1, 0.8)
  expect(poissonSample(rows, 1, draws)).toHaveLength(rows)
})

test('whole numbers below a limit are even', () => {
  const draws = secretDraws(seededNoise(3))
  const counts = new Float64Array(7)
  for (let i = 0; i < 70_000; i++) counts[draws.below(7)]!++
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4.5 * Math.sqrt(10_000))
})
