/** Neighbours that make a real row's ball, as in the paper's experiments. */
export const coverageNeighbours = 5

/**
 * Coverage (Naeem et al. 2020, Reliable Fidelity and Diversity Metrics): share of real rows with a synthetic row within
 * the distance of their fifth nearest other real row, the rim counted as inside (the authors' code leaves it out, so that
 * a row with five equals is never covered). `radius`, `toSynthetic`: `[real]`, of the same distance.
 */
export function coveredRows(radius: Float64Array, toSynthetic: Float64Array): number {
  return toSynthetic.reduce((sum, d, i) => sum + (d <= radius[i]! ? 1 : 0), 0)
}

/** Its mean for `m` fresh rows beside `n`: 1 − Π (n − i) / (n + m − i), i = 1 … k (the paper's lemma 2). */
export function coverageCeiling(n: number, m: number, k = coverageNeighbours): number {
  let none = 1
  for (let i = 1; i <= k; i++) none *= Math.max(0, n - i) / Math.max(1, n + m - i)
  return 1 - none
}
