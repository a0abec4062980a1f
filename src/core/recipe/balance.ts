import { StudioError } from '../problem'
import { distinctCells } from '../relations/cells'
import type { Field, FieldKind } from '../schema/schema'
import type { Column } from '../table/table'
import type { FieldCondition } from './recipe'

const balanced: readonly FieldKind[] = ['category', 'ordinal', 'boolean']
/** More values than this are not balanced: each would get too few rows to be right about. */
export const mostBalanced = 32

/** Whether the field's values can be asked for in equal shares. */
export const canBalance = ({ kind, action }: Pick<Field, 'kind' | 'action'>): boolean =>
  action === 'learn' && balanced.includes(kind)

/** Each value in the same share of the rows. */
export const equalShares = (field: string, values: readonly string[]): FieldCondition[] =>
  values.map((value) => ({ field, condition: { is: 'in', values: [value] }, share: 1 / values.length }))

/**
 * Equal shares for the values that at least `minimumCount` rows of the column (train rows) hold.
 * @throws recipe/not-balanceable
 */
export function balanceColumn(field: Field, column: Column, rows: number, minimumCount: number): FieldCondition[] {
  const { codes, texts } = distinctCells(column, rows)
  const counts = new Float64Array(texts.length)
  for (const code of codes) counts[code]!++
  const values = texts.filter((text, code): text is string => text !== null && counts[code]! >= minimumCount)
  if (!canBalance(field) || values.length < 2 || values.length > mostBalanced)
    throw new StudioError({
      code: 'recipe/not-balanceable',
      column: field.name,
      values: values.length,
      most: mostBalanced,
    })
  return equalShares(field.name, values)
}
