import { permutation } from '../../random'
import type { Points } from '../nearest'
import type { GuessAttack } from './attack'
import { distance } from './neighbours'
import type { GuessCount } from './risk'

const mostTargets = 500
const mostSynthetic = 10_000

/**
 * Somebody holds half of the columns of a person in one file and half in another: do both halves lead to the same
 * synthetic row (the nearest by each)? Then the synthetic rows join what was apart. Two missing cells agree.
 */
export const linkability: GuessAttack = {
  id: 'linkability',
  label: 'Linking two halves of a row',
  source: 'Giomi et al. 2023, Anonymeter, arXiv:2211.10459, section 5.2',
  guess({ points, fields, random }) {
    if (fields.length < 4) return []
    const { train, control } = points
    const synthetic = firstRows(points.synthetic, mostSynthetic)
    const halves = halvesOf(synthetic, random.fork('halves'))
    const link = (targets: Points): GuessCount => {
      const of = Math.min(mostTargets, targets.rows)
      const reached = halves.map((half) => {
        const [own, others] = [onlyColumns(targets, half), onlyColumns(synthetic, half)]
        return Array.from({ length: of }, (_, row) => nearestRow(own, row, others))
      })
      return { right: reached[0]!.filter((row, i) => row === reached[1]![i]).length, of }
    }
    const blind = random.fork('blind')
    const attempts = Math.min(mostTargets, train.rows)
    const pick = () => blind.below(synthetic.rows)
    const hits = Array.from({ length: attempts }, () => [pick(), pick()]).filter(([a, b]) => a === b)
    return [
      {
        train: link(train),
        control: link(control),
        blind: { right: hits.length, of: attempts },
      },
    ]
  },
}

interface Half {
  readonly numbers: readonly number[]
  readonly levels: readonly number[]
}

/** Numbers and levels shared out evenly at random. */
function halvesOf({ numbers, levels }: Points, random: Parameters<typeof permutation>[1]): readonly [Half, Half] {
  const order = Array.from(permutation(numbers + levels, random))
  const half = (which: number): Half => {
    const own = order.filter((_, i) => i % 2 === which)
    return { numbers: own.filter((c) => c < numbers), levels: own.filter((c) => c >= numbers).map((c) => c - numbers) }
  }
  return [half(0), half(1)]
}

export function firstRows(points: Points, most: number): Points {
  const rows = Math.min(points.rows, most)
  return {
    ...points,
    rows,
    ranks: points.ranks.subarray(0, rows * points.numbers),
    codes: points.codes.subarray(0, rows * points.levels),
  }
}

/** The same rows seen by some of the columns. */
export function onlyColumns(points: Points, { numbers, levels }: Half): Points {
  const pick = <T extends Int32Array | Float32Array>(from: T, width: number, kept: readonly number[], into: T): T => {
    for (let row = 0; row < points.rows; row++)
      for (let j = 0; j < kept.length; j++) into[row * kept.length + j] = from[row * width + kept[j]!]!
    return into
  }
  return {
    rows: points.rows,
    numbers: numbers.length,
    levels: levels.length,
    ranks: pick(points.ranks, points.numbers, numbers, new Float32Array(points.rows * numbers.length)),
    codes: pick(points.codes, points.levels, levels, new Int32Array(points.rows * levels.length)),
  }
}

/** The nearest row; the first of several. */
export function nearestRow(targets: Points, row: number, among: Points): number {
  let best = Number.POSITIVE_INFINITY
  let found = -1
  for (let other = 0; other < among.rows && best > 0; other++) {
    const d = distance(targets, row, among, other, best)
    if (d < best) {
      best = d
      found = other
    }
  }
  return found
}
