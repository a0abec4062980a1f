import { createRandom } from '../../random'

/** E sup|B| of a Brownian bridge: √(π/2) ln 2. */
const continuousMean = Math.sqrt(Math.PI / 2) * Math.LN2
const draws = 200
const mostLevels = 400

/**
 * What sampling alone lets the Kolmogorov–Smirnov distance of two samples of `n` and `m` values come to: E sup|B| ·
 * √(1/n + 1/m) (Kolmogorov 1933; Smirnov 1939). Where values repeat, the bridge only counts where the distribution
 * steps: its mean maximum there is drawn, with a fixed seed. `sorted`: ascending real values.
 */
export function expectedKs(sorted: Float64Array, n: number, m: number): number {
  if (sorted.length === 0 || n <= 0 || m <= 0) return 0
  return Math.min(1, bridgeMean(sorted) * Math.sqrt(1 / n + 1 / m))
}

function bridgeMean(sorted: Float64Array): number {
  const levels = stepsOf(sorted)
  if (levels.length > sorted.length / 2) return continuousMean
  const every = Math.max(1, Math.ceil(levels.length / mostLevels))
  const shares = levels.filter((_, i) => i % every === 0 || i === levels.length - 1)
  const random = createRandom(20_261_125)
  let sum = 0
  const path = new Float64Array(shares.length)
  for (let draw = 0; draw < draws; draw++) {
    let at = 0
    let height = 0
    for (let i = 0; i < shares.length; i++) {
      height += Math.sqrt(shares[i]! - at) * random.normal()
      at = shares[i]!
      path[i] = height
    }
    const end = height + Math.sqrt(Math.max(0, 1 - at)) * random.normal()
    let largest = 0
    for (let i = 0; i < shares.length; i++) largest = Math.max(largest, Math.abs(path[i]! - shares[i]! * end))
    sum += largest
  }
  return sum / draws
}

/** Values of the distribution function where it steps, the last (1) left out. */
function stepsOf(sorted: Float64Array): number[] {
  const steps: number[] = []
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) steps.push(i / sorted.length)
  return steps
}
