import type { Matrix } from '../../nets/engine'
import { permutation, type Random } from '../../random'

/** Groups of alike pictures within each class. */
export interface Clusters {
  /** Per row its cluster. */
  readonly of: Int32Array
  /** Per cluster its class. */
  readonly classes: Int32Array
}

const rounds = 12

/** k-means (Lloyd 1982) in each class, with one cluster per `rowsPer` rows, at most `most` of a class. */
export function clusterClasses(
  rows: Matrix,
  labels: Int32Array,
  classes: number,
  { rowsPer, most }: { readonly rowsPer: number; readonly most: number },
  random: Random,
): Clusters {
  const of = new Int32Array(rows.rows)
  const owners: number[] = []
  for (let c = 0; c < classes; c++) {
    const members = Int32Array.from(labels.keys()).filter((row) => labels[row] === c)
    const wanted = Math.max(1, Math.min(most, Math.floor(members.length / rowsPer)))
    const nearest = kMeans(rows, members, wanted, random.fork(c))
    // Small clusters are no group of their own: their rows join the nearest of the others.
    const first = owners.length
    members.forEach((row, i) => {
      of[row] = first + nearest.of[i]!
    })
    for (let k = 0; k < nearest.count; k++) owners.push(c)
  }
  return { of, classes: Int32Array.from(owners) }
}

function kMeans({ columns, values }: Matrix, members: Int32Array, wanted: number, random: Random) {
  let centres = [...permutation(members.length, random).slice(0, wanted)].map((i) =>
    Float64Array.from(values.subarray(members[i]! * columns, (members[i]! + 1) * columns)),
  )
  const of = new Int32Array(members.length)
  const least = Math.max(1, members.length / wanted / 4)
  for (let round = 0; round < rounds; round++) {
    const counts = new Float64Array(centres.length)
    const sums = centres.map(() => new Float64Array(columns))
    members.forEach((row, i) => {
      const k = nearestOf(values, row * columns, centres)
      of[i] = k
      counts[k] = counts[k]! + 1
      const sum = sums[k]!
      for (let j = 0; j < columns; j++) sum[j] = sum[j]! + values[row * columns + j]!
    })
    centres = sums.map((sum, k) => (counts[k] ? sum.map((s) => s / counts[k]!) : centres[k]!))
    const smallest = counts.indexOf(Math.min(...counts))
    if (round >= 3 && centres.length > 1 && counts[smallest]! < least) centres.splice(smallest, 1)
  }
  members.forEach((row, i) => {
    of[i] = nearestOf(values, row * columns, centres)
  })
  return { of, count: centres.length }
}

function nearestOf(values: Float32Array, at: number, centres: readonly Float64Array[]): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  centres.forEach((centre, k) => {
    let d = 0
    for (let j = 0; j < centre.length && d < least; j++) d += (values[at + j]! - centre[j]!) ** 2
    if (d < least) [best, least] = [k, d]
  })
  return best
}
