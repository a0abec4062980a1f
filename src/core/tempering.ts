/** How sharply a unit is drawn. */
export interface Tempering {
  /** Below 1 likelier values come more often, above 1 less. */
  readonly temperature: number
  /** `[size]`: widths of the unit's quantile bins, 0 for other codes; absent where it has none. */
  readonly widths?: Float64Array
}

/**
 * Weights of codes at a temperature, in place. A code that stands for one value, or for missing ones, gets its weight to
 * the power 1 / T. Quantile bins hold about the same share each, whatever the temperature: there the density of the
 * values is raised to 1 / T, which a bin of width w and share p meets by p^(1/T) · w^(1 − 1/T); together they weigh what
 * they weighed as one. `length`: of `weights` in use; `codeOf`: code of a position, itself when absent.
 */
export function temper(
  weights: Float64Array | Float32Array,
  { temperature, widths }: Tempering,
  length = weights.length,
  codeOf: (position: number) => number = itself,
): void {
  if (temperature === 1) return
  const power = 1 / temperature
  if (!widths) {
    for (let i = 0; i < length; i++) weights[i] = weights[i]! ** power
    return
  }
  let [most, all, densest] = [0, 0, 0]
  for (let i = 0; i < length; i++) {
    const width = widths[codeOf(i)] ?? 0
    most = Math.max(most, weights[i]!)
    if (width === 0) continue
    all += weights[i]!
    densest = Math.max(densest, weights[i]! / width)
  }
  if (most === 0) return
  most = Math.max(most, all)
  let tempered = 0
  for (let i = 0; i < length; i++) {
    const width = widths[codeOf(i)] ?? 0
    // Relative to the greatest: a high power of a small weight would vanish.
    if (width === 0) weights[i] = (weights[i]! / most) ** power
    else {
      weights[i] = width * (weights[i]! / width / densest) ** power
      tempered += weights[i]!
    }
  }
  if (tempered === 0) return
  const scale = (all / most) ** power / tempered
  for (let i = 0; i < length; i++) if ((widths[codeOf(i)] ?? 0) > 0) weights[i] = weights[i]! * scale
}

const itself = (position: number) => position
