import { quantile } from '../quantile'
import { alphas, oneMinusGap } from './alpha-precision'

/** What β-recall reads, per real row. */
export interface RecallRows {
  /** `[real]`: whether the nearest synthetic row is no farther than the nearest other real row. */
  readonly isReached: Uint8Array
  /** `[real]`: distance of that synthetic row to the synthetic centre. */
  readonly depth: Float64Array
}

/**
 * β-recall (Alaa et al. 2022): share of real rows whose nearest synthetic row is no farther than their nearest real row,
 * that synthetic row lying in the ball that holds the share β of the synthetic rows. 1 − Σ|β − R_β| / Σβ over thirty β.
 * The authors' public code takes the radii among the nearest synthetic rows only; here they are those of all, as the
 * paper defines them. Fresh rows reach about half of the real ones, more where rows repeat (a tie counts as reached), so
 * that control's figure is what to aim at, not 1.
 * `depths`: `[synthetic]` distances of all synthetic rows to their centre.
 */
export function betaRecall({ isReached, depth }: RecallRows, depths: Float64Array): number {
  const sorted = depths.toSorted()
  const n = Math.max(1, isReached.length)
  return oneMinusGap(
    alphas.map((beta) => {
      const radius = quantile(sorted, beta)
      let reached = 0
      for (let i = 0; i < isReached.length; i++) if (isReached[i] === 1 && depth[i]! <= radius) reached++
      return reached / n
    }),
  )
}
