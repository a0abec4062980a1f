import type { Random } from '../../random'
import type { RowWeights } from './scores'

export type Interval = readonly [low: number, high: number]

/** How often each row is drawn when as many rows are drawn as there are (Efron 1979). `[resamples][rows]`, one at a time. */
export function* resamples(rows: number, count: number, random: Random): Generator<RowWeights> {
  const weights = new Uint16Array(rows)
  for (let i = 0; i < count; i++) {
    weights.fill(0)
    for (let draw = 0; draw < rows; draw++) {
      const row = random.below(rows)
      weights[row] = weights[row]! + 1
    }
    yield weights
  }
}

/** The middle part of replicates (percentile interval); undefined where there are too few. */
export function percentileInterval(replicates: readonly number[], part = 0.95): Interval | undefined {
  if (replicates.length < 40) return undefined
  const sorted = Float64Array.from(replicates).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return [at((1 - part) / 2), at((1 + part) / 2)]
}
