import { permutation, type Random } from '../../random'
import type { GuessAttack, GuessData, GuessResult } from './attack'
import { type Condition, type GuessColumn, guessColumns, isolates } from './predicates'
import type { GuessCount } from './risk'

const mostGuesses = 500

/**
 * Statements about one column that hold for a single synthetic row (its value, an end of the range, the only gap): how
 * many of them single out a real row? Counted are the statements that were found, not those that were wished for.
 */
export const singlingOut: GuessAttack = {
  id: 'singling-out',
  label: 'Singling out by one column',
  source: 'Giomi et al. 2023, Anonymeter, arXiv:2211.10459, section 5.1',
  guess(data) {
    const columns = guessColumns(data, data.fields)
    const all = columns.flatMap(loneStatements)
    const kept = Array.from(permutation(all.length, data.random.fork('order')).slice(0, mostGuesses), (i) => [all[i]!])
    const blind = kept.map(() => [blindStatement(columns, data.random)])
    return [countIsolated(kept, blind, data)]
  },
}

export function countIsolated(
  statements: readonly (readonly Condition[])[],
  blind: readonly (readonly Condition[])[],
  { train, control }: GuessData,
): GuessResult {
  const count = (list: typeof statements, side: 'train' | 'control', rows: number): GuessCount => ({
    right: list.filter((conditions) => isolates(conditions, side, rows)).length,
    of: list.length,
  })
  return {
    train: count(statements, 'train', train.rows),
    control: count(statements, 'control', control.rows),
    blind: count(blind, 'train', train.rows),
  }
}

function loneStatements(column: GuessColumn): Condition[] {
  const values = column.synthetic.filter((v) => !Number.isNaN(v)).sort()
  const statements: Condition[] = []
  if (column.synthetic.length - values.length === 1) statements.push({ column, is: 'missing', value: 0 })
  values.forEach((value, i) => {
    if (values[i - 1] !== value && values[i + 1] !== value) statements.push({ column, is: 'equal', value })
  })
  if (column.isNumber && values.length > 0)
    statements.push(
      { column, is: 'at-most', value: values[0]! },
      { column, is: 'at-least', value: values[values.length - 1]! },
    )
  return statements
}

/** A statement with a value drawn evenly from a column's range, or of one of its rows. */
export function blindStatement(columns: readonly GuessColumn[], random: Random): Condition {
  const column = columns[random.below(columns.length)]!
  const { isNumber, synthetic, range } = column
  if (!isNumber) return { column, is: 'equal', value: synthetic[random.below(synthetic.length)]! }
  const value = range[0] + random.uniform() * (range[1] - range[0])
  return { column, is: random.below(2) === 0 ? 'at-least' : 'at-most', value }
}
