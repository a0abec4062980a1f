import { learnedFields } from '../metrics/compared-table'
import { permutation, type Random } from '../random'
import type { DataCopyingReport } from '../reports/leak'
import type { Schema } from '../schema/schema'
import { type ControlTable, type Table, type TrainTable, takeRows } from '../table/table'
import { principalSpace } from './attacks/principal-space'
import { areaUnderCurve } from './attacks/roc'
import { nearestDistances, pointsOf } from './nearest'

export interface DataCopyingOptions {
  /** Rows of control and of the synthetic table. */
  readonly rows: number
  /** Train rows that their nearest is looked for among. */
  readonly among: number
  readonly random: Random
}

const dimensions = 5
const mostCells = 8
/** Of each side in a cell: below that its statistic is left out. */
const fewestInCell = 20
const rounds = 10

/**
 * The data-copying test of Meehan, Chaudhuri & Dasgupta 2020 (arXiv:2004.05675): are synthetic rows nearer to train
 * rows than control rows are? Mann and Whitney's z per cell of a k-means partition of train, weighed by the control
 * rows of each cell. Far below 0: copying; far above: too far away. Undefined with too few rows.
 */
export function testDataCopying(
  { table: train }: TrainTable,
  { table: control }: ControlTable,
  synthetic: Table,
  schema: Schema,
  { rows, among, random }: DataCopyingOptions,
): DataCopyingReport | undefined {
  const some = (table: Table, most: number, key: string) =>
    takeRows(table, permutation(table.rows, random.fork(key)).slice(0, most))
  const tables = [some(train, among, 'train'), some(control, rows, 'control'), some(synthetic, rows, 'synthetic')]
  const [known, held, made] = tables as [Table, Table, Table]
  const fields = learnedFields(schema, known, held, made)
  if (fields.length === 0 || Math.min(held.rows, made.rows) < fewestInCell) return undefined
  const [ofKnown, ofHeld, ofMade] = pointsOf(tables, fields)
  const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i)
  const toTrain = (points: typeof ofHeld) => nearestDistances(points!, all(points!.rows), ofKnown!, all(known.rows))
  const [real, copied] = [toTrain(ofHeld), toTrain(ofMade)]
  const cells = cellsOf(tables, fields, random.fork('cells'))
  const parts = Array.from({ length: mostCells }, (_, cell) => ({
    real: real.filter((_, i) => cells[1]![i] === cell),
    copied: copied.filter((_, i) => cells[2]![i] === cell),
  })).filter((part) => Math.min(part.real.length, part.copied.length) >= fewestInCell)
  if (parts.length === 0) return undefined
  const weight = parts.reduce((sum, part) => sum + part.real.length, 0)
  const scores = parts.map((part) => mannWhitney(part.copied, part.real))
  return {
    statistic: parts.reduce((sum, part, i) => sum + (part.real.length / weight) * scores[i]!, 0),
    cells: parts.length,
    lowestCell: Math.min(...scores),
    nearerThanControl: areaUnderCurve({ members: copied.map((d) => -d), others: real.map((d) => -d) }, 0.95),
  }
}

/** z of U = pairs in which the first is larger, ties counted half (Mann & Whitney 1947). */
export function mannWhitney(first: Float64Array, second: Float64Array): number {
  const [n, m] = [first.length, second.length]
  const share = areaUnderCurve({ members: first, others: second }, 0.95).value
  return ((share - 0.5) * n * m) / Math.sqrt((n * m * (n + m + 1)) / 12)
}

/** The nearest of k centres of the first table, for each row of each table (Lloyd 1982, seeded by rows at random). */
function cellsOf(
  tables: readonly Table[],
  fields: Parameters<typeof principalSpace>[1],
  random: Random,
): Uint32Array[] {
  const { dimensions: width, rows } = principalSpace(tables, fields, dimensions, random.fork('axes'))
  const train = rows[0]!
  const n = train.length / width
  const k = Math.min(mostCells, Math.max(1, Math.floor(n / 100)))
  const starts = permutation(n, random.fork('centres')).slice(0, k)
  let centres = Array.from(starts, (row) => train.slice(row * width, (row + 1) * width))
  for (let round = 0; round < rounds; round++) {
    const of = assign(train, width, centres)
    centres = centres.map((old, cell) => {
      const sum = new Float64Array(width)
      let count = 0
      for (let row = 0; row < n; row++) {
        if (of[row] !== cell) continue
        count++
        for (let d = 0; d < width; d++) sum[d]! += train[row * width + d]!
      }
      return count === 0 ? old : sum.map((v) => v / count)
    })
  }
  return rows.map((points) => assign(points, width, centres))
}

function assign(points: Float64Array, width: number, centres: readonly Float64Array[]): Uint32Array {
  return Uint32Array.from({ length: points.length / width }, (_, row) => {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    centres.forEach((centre, cell) => {
      let squared = 0
      for (let d = 0; d < width; d++) squared += (points[row * width + d]! - centre[d]!) ** 2
      if (squared < least) {
        least = squared
        best = cell
      }
    })
    return best
  })
}
