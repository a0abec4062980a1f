import { permutation } from '../../random'
import type { GuessAttack } from './attack'
import { type Condition, type GuessColumn, guessColumns, isolates } from './predicates'
import { blindStatement, countIsolated } from './singling-out'

const mostGuesses = 500
const mostTries = 5000
const columnsUsed = 3

/**
 * Statements about three columns of a random synthetic row (numbers at least or at most its own, whichever side is the
 * smaller one) that hold for no other synthetic row: how many of them single out a real row?
 */
export const singlingOutMultivariate: GuessAttack = {
  id: 'singling-out-multivariate',
  label: 'Singling out by three columns',
  source: 'Giomi et al. 2023, Anonymeter, arXiv:2211.10459, section 5.1',
  guess(data) {
    const columns = guessColumns(data, data.fields)
    const used = Math.min(columnsUsed, columns.length)
    if (used < 2) return []
    const { random } = data
    // As many synthetic rows as there are real ones: what is alone among more of them is rarer than what is asked for.
    const rows = Math.min(data.synthetic.rows, data.train.rows)
    const middles = columns.map(({ synthetic }) => synthetic.filter((v) => !Number.isNaN(v)).sort())
    const statements: Condition[][] = []
    for (let tries = 0; tries < mostTries && statements.length < mostGuesses; tries++) {
      const row = random.below(rows)
      const chosen = permutation(columns.length, random).slice(0, used)
      const statement = Array.from(chosen, (c) => statementAt(columns[c]!, row, middle(middles[c]!)))
      if (isolates(statement, 'synthetic', rows)) statements.push(statement)
    }
    const blind = statements.map(() => Array.from({ length: used }, () => blindStatement(columns, random)))
    return [countIsolated(statements, blind, data)]
  },
}

const middle = (sorted: Float64Array) => sorted[sorted.length >> 1] ?? 0

function statementAt(column: GuessColumn, row: number, middle: number): Condition {
  const value = column.synthetic[row]!
  if (Number.isNaN(value)) return { column, is: 'missing', value: 0 }
  if (!column.isNumber) return { column, is: 'equal', value }
  return { column, is: value > middle ? 'at-least' : 'at-most', value }
}
