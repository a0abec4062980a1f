import { auc } from '../../learners/auc'
import { crossPredict, type LearnerId } from '../../learners/learner'
import { permutation, type Random } from '../../random'
import type { Schema } from '../../schema/schema'
import { concatColumns } from '../../table/concat'
import { type Table, takeCells } from '../../table/table'
import { columnNamed, learnedFields } from '../compared-table'
import { type Measurement, meanOf, undefinedBecause, value } from '../metric'

export interface TwoSampleOptions {
  readonly detector: LearnerId
  /** At most so many rows of each side; both give as many. */
  readonly rows: number
  readonly rounds: number
  readonly random: Random
}

const folds = 3
const fewestRows = 30

/**
 * How well a classifier tells rows of one table from rows of the other: the mean AUC of three folds (classifier
 * two-sample test, Lopez-Paz & Oquab 2017). .5 = not at all. Equal numbers of rows on both sides.
 */
export function twoSampleAuc(real: Table, synthetic: Table, schema: Schema, options: TwoSampleOptions): Measurement {
  const fields = learnedFields(schema, real, synthetic)
  const n = Math.min(real.rows, synthetic.rows, options.rows)
  if (n < fewestRows) return undefinedBecause('too-few-rows')
  if (fields.length === 0) return undefinedBecause('not-applicable')
  const chosen = [real, synthetic].map((table, side) =>
    permutation(table.rows, options.random.fork(`side ${side}`)).slice(0, n),
  )
  const table: Table = {
    rows: 2 * n,
    names: fields.map((field) => field.name),
    columns: fields.map(({ name }) =>
      concatColumns([real, synthetic].map((part, side) => takeCells(columnNamed(part, name)!, chosen[side]!))),
    ),
  }
  const target = Float64Array.from({ length: 2 * n }, (_, row) => (row < n ? 0 : 1))
  // Rows are in random order on each side, so that every third is a stratified fold.
  const split = Array.from({ length: folds }, (_, fold) =>
    Uint32Array.from({ length: 2 * n }, (_, row) => row).filter((row) => (row % n) % folds === fold),
  )
  const scores = crossPredict(options.detector, { table, target, fields }, split, options)
  return meanOf(
    split.map((rows, fold) => {
      const area = auc(
        scores[fold]!,
        Float64Array.from(rows, (row) => target[row]!),
      )
      return area === undefined ? undefinedBecause('too-few-rows') : value(area)
    }),
  )
}
