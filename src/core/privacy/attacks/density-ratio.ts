import { permutation, type Random } from '../../random'
import { takeRows } from '../../table/table'
import type { MembershipAttack } from './attack'
import { principalSpace } from './principal-space'

const mostRows = 4000
const dimensionsWanted = 8

/**
 * DOMIAS: ln of the density of synthetic rows over that of reference rows at the row, both by Gaussian kernels (Scott's
 * width) in the first principal components of the reference rows. Where the model puts more mass than the population
 * has, it has learned by heart.
 */
export const densityRatioAttack: MembershipAttack = {
  id: 'density-ratio',
  label: 'Density of synthetic over reference rows',
  source: 'van Breugel et al. 2023, DOMIAS, arXiv:2302.12580',
  knows: 'table',
  score({ fields, targets, synthetic, reference, random }) {
    const some = (rows: number, key: string) => chosen(rows, random.fork(key))
    const tables = [
      takeRows(reference, some(reference.rows, 'reference')),
      takeRows(synthetic, some(synthetic.rows, 'synthetic')),
      targets,
    ]
    const { dimensions, rows } = principalSpace(tables, fields, dimensionsWanted, random.fork('axes'))
    const [real, made, asked] = rows
    const [ofReal, ofMade] = [logDensity(asked!, real!, dimensions), logDensity(asked!, made!, dimensions)]
    return ofMade.map((density, i) => density - ofReal[i]!)
  },
}

const chosen = (rows: number, random: Random) => permutation(rows, random).slice(0, mostRows)

/** ln Σ exp(−|x − y|² / 2h²) / n at each of `at`, but for a constant. `[rows]` */
function logDensity(at: Float64Array, of: Float64Array, dimensions: number): Float64Array {
  const n = of.length / dimensions
  const width = n ** (-1 / (dimensions + 4))
  const scale = -1 / (2 * width * width)
  return Float64Array.from({ length: at.length / dimensions }, (_, row) => {
    let nearest = Number.POSITIVE_INFINITY
    let sum = 0
    for (let other = 0; other < n; other++) {
      let squared = 0
      for (let d = 0, p = row * dimensions, q = other * dimensions; d < dimensions; d++) {
        const difference = at[p + d]! - of[q + d]!
        squared += difference * difference
      }
      // Kept relative to the largest term so far: far rows must not vanish.
      if (squared < nearest) {
        sum = sum * Math.exp(scale * (nearest - squared)) + 1
        nearest = squared
      } else if (scale * (squared - nearest) > -40) sum += Math.exp(scale * (squared - nearest))
    }
    return scale * nearest + Math.log(sum / n)
  })
}
