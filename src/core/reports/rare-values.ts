import { scaleOf, shareLevels } from '../learners/column-values'
import { columnNamed, learnedFields } from '../metrics/compared-table'
import type { Schema } from '../schema/schema'
import type { Table, TrainTable } from '../table/table'
import type { RareValueReport } from './report'

/** Levels in `synthetic` that some, but fewer than `minimumCount` train rows hold. Levels that train lacks are no leak. */
export function findRareValues(
  { table: train }: TrainTable,
  synthetic: Table,
  schema: Schema,
  minimumCount: number,
): RareValueReport {
  const fields = learnedFields(schema, train, synthetic).filter((field) => scaleOf(field) === 'discrete')
  const columns = fields.map(({ name }) => {
    const { levels, codes } = shareLevels([columnNamed(train, name)!, columnNamed(synthetic, name)!])
    const [ofTrain, ofSynthetic] = codes.map((own) => {
      const counts = new Float64Array(levels.length + 1)
      for (const code of own) counts[code] = counts[code]! + 1
      return counts
    })
    const rare = levels
      .map((_, level) => level)
      .filter((level) => ofTrain![level]! > 0 && ofTrain![level]! < minimumCount && ofSynthetic![level]! > 0)
    return { name, values: rare.length, cells: rare.reduce((sum, level) => sum + ofSynthetic![level]!, 0) }
  })
  return { minimumCount, columns: columns.filter((column) => column.values > 0) }
}
