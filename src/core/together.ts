import { scaleOf } from './learners/column-values'
import type { Schema } from './schema/schema'
import type { SplitOptions } from './table/split'

/**
 * Which rows of a table stay in one part: those of one group where the schema names a group column; else those that
 * agree in all that is learned, whatever their keys, fresh texts and names are.
 */
export function togetherBy({ fields }: Schema): Pick<SplitOptions, 'groupColumn' | 'equalIn'> {
  const group = fields.findIndex((field) => field.role === 'group')
  if (group >= 0) return { groupColumn: group }
  return { equalIn: fields.flatMap((field, c) => (scaleOf(field) ? [c] : [])) }
}
