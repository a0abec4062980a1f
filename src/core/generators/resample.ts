import type { Random } from '../random'

/**
 * Sampling importance resampling with systematic draws (Rubin 1987; Kitagawa 1996): `rows` positions of `weights`,
 * each as often as its weight asks for. Candidates lie in consecutive groups of `groupSize`, and every group gives
 * its part of the rows.
 */
export function resample(weights: Float64Array, rows: number, groupSize: number, random: Random): Uint32Array {
  const groups = Math.max(1, weights.length / groupSize)
  const perGroup = rows / groups
  const picked = new Uint32Array(rows)
  for (let g = 0; g < groups; g++) {
    const start = g * groupSize
    let total = 0
    for (let i = start; i < start + groupSize; i++) total += weights[i]!
    const step = total / perGroup
    let next = random.uniform() * step
    let cumulative = 0
    let at = start - 1
    for (let k = 0; k < perGroup; k++) {
      while (at < start + groupSize - 1 && (at < start || cumulative <= next)) cumulative += weights[++at]!
      picked[g * perGroup + k] = at
      next += step
    }
  }
  return picked
}
