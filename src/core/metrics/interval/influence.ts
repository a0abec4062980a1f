/**
 * How much each row moves a figure, first order: the infinitesimal jackknife (Jaeckel 1972; Efron 1982, chapter 6).
 * One entry per row of either side; figures that are means of others add theirs up, so that the scatter that they
 * share is counted.
 */
export interface Influence {
  /** `[real rows]` */
  readonly real: Float64Array
  /** `[synthetic rows]` */
  readonly synthetic: Float64Array
}

export const noInfluence = (realRows: number, syntheticRows: number): Influence => ({
  real: new Float64Array(realRows),
  synthetic: new Float64Array(syntheticRows),
})

const normal = 1.959963984540054

/** The 95 % interval of a mean of `figures` figures ≥ 0 whose influences were added up. */
export function intervalOf(value: number, { real, synthetic }: Influence, figures: number): readonly [number, number] {
  const reach = (normal * Math.sqrt(varianceOfMean(real) + varianceOfMean(synthetic))) / Math.max(1, figures)
  return [Math.max(0, value - reach), value + reach]
}

/** Variance of the mean of independent entries. */
function varianceOfMean(entries: Float64Array): number {
  const n = entries.length
  if (n < 2) return 0
  let sum = 0
  for (const v of entries) sum += v
  const mean = sum / n
  let squares = 0
  for (const v of entries) squares += (v - mean) ** 2
  return squares / (n * (n - 1))
}
