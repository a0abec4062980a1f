import { scaleOf } from '../learners/column-values'
import { learnedFields } from '../metrics/compared-table'
import type { UndefinedReason } from '../metrics/metric'
import { type ScoreId, scoresOf } from '../metrics/table/scores'
import { fewestRows, learnTask, majorityPredictions, predictTask, taskFor } from '../metrics/table/usefulness'
import { type UtilityFigures, utilityKept } from '../metrics/table/utility-kept'
import type { Field } from '../schema/schema'
import { trialRows, type UsefulnessRequest } from './usefulness-report'

/** How well one column is predicted from all others, by a model from synthetic and by one from real rows. */
export type ColumnPredictability =
  | ({ readonly name: string; readonly measure: ScoreId } & UtilityFigures)
  | { readonly name: string; readonly reason: UndefinedReason }

const rounds = 50

/** Columns that can be asked for, in table order. */
export const predictableFields = ({ schema, train, synthetic }: UsefulnessRequest): Field[] =>
  learnedFields(schema, train.table, synthetic).filter((field) => scaleOf(field) !== undefined)

/** One column at a time, so that the caller may stop in between. Boosting with half of the usual trees. */
export function predictColumn(request: UsefulnessRequest, field: Field): ColumnPredictability {
  const { name } = field
  const of = taskFor(request.train.table, request.schema, field)
  if (typeof of === 'string') return { name, reason: of }
  const rows = trialRows(request, of)
  if (rows.test.table.rows < fewestRows) return { name, reason: 'too-few-rows' }
  const options = { rounds, random: request.random.fork('learn') }
  const [made, real] = [rows.synthetic, rows.real].map((learned) => learnTask('boosting', learned, of, options))
  if (typeof made === 'string' || typeof real === 'string') {
    return { name, reason: typeof made === 'string' ? made : (real as UndefinedReason) }
  }
  const figures = utilityKept(
    {
      synthetic: predictTask(made!, rows.test, of),
      real: predictTask(real!, rows.test, of),
      majority: majorityPredictions(rows.real.target, rows.test.target, of),
    },
    request.random.fork('bootstrap'),
  )
  const measure = scoresOf(of.task)[0]!
  return { name, measure, ...figures.get(measure) }
}
