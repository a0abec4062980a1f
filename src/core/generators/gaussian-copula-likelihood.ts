import type { Codes } from '../encoders/encoder'
import { cholesky } from './correlation'
import { type GaussianCopula, normalIntervals } from './gaussian-copula-model'

/**
 * Σ ln p(code) + ln of the Gaussian copula's density at the codes' mid-ranks (Song 2000): the density stands for the
 * mass of the cell, which is close where codes are many. A code that no train row holds counts as half a row. `[rows]`
 */
export function copulaLogLikelihood(copula: GaussianCopula, codes: readonly Codes[]): Float64Array {
  const width = copula.units.length
  const rows = codes[0]?.length ?? 0
  const lower = cholesky(
    copula.correlation,
    copula.units.map((_, u) => u),
  )
  let logDeterminant = 0
  for (let u = 0; u < width; u++) logDeterminant += 2 * Math.log(lower[u * width + u]!)
  const tables = copula.units.map((unit) => {
    const { codes: held, middle } = normalIntervals(unit)
    const total = unit.counts.reduce((sum, count) => sum + count, 0)
    const score = new Float64Array(unit.counts.length)
    held.forEach((code, i) => {
      score[code] = middle[i]!
    })
    return { score, logShare: unit.counts.map((count) => Math.log(Math.max(count, 0.5) / Math.max(1, total))) }
  })
  const solved = new Float64Array(width)
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = -logDeterminant / 2
    for (let u = 0; u < width; u++) {
      const code = codes[u]![row]!
      const z = tables[u]!.score[code]!
      let rest = z
      for (let k = 0; k < u; k++) rest -= lower[u * width + k]! * solved[k]!
      solved[u] = rest / lower[u * width + u]!
      sum += tables[u]!.logShare[code]! + (z * z - solved[u]! ** 2) / 2
    }
    return sum
  })
}
