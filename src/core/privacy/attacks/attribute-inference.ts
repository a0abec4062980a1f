import { scaleOf } from '../../learners/column-values'
import type { Field } from '../../schema/schema'
import type { GuessAttack, GuessData, GuessResult } from './attack'
import { firstRows, nearestRow, onlyColumns } from './linkability'
import { type GuessColumn, guessColumns } from './predicates'
import type { GuessCount } from './risk'

const mostTargets = 500
const mostSynthetic = 6000
/** A number is guessed right when it is off by at most this part of its size, a date by this part of the range. */
const tolerance = { number: 0.05, date: 0.01 }

/**
 * Somebody knows all of a row but one cell and takes that of the nearest synthetic row. A number counts as guessed
 * within 5 % of its absolute value, so that negative numbers are judged as positive ones are; a date, whose zero means
 * nothing, within 1 % of the range; two gaps agree.
 */
export const attributeInference: GuessAttack = {
  id: 'attribute-inference',
  label: 'Guessing one cell from the others',
  source: 'Giomi et al. 2023, Anonymeter, arXiv:2211.10459, section 5.3',
  guess: (data) => (data.fields.length < 2 ? [] : data.secrets.map((secret) => guessSecret(data, secret))),
}

function guessSecret(data: GuessData, secret: Field): GuessResult {
  const { fields, points, random } = data
  const column = guessColumns(data, [secret])[0]!
  const isDate = secret.kind === 'date' || secret.kind === 'datetime' || secret.kind === 'time'
  const room = isDate ? tolerance.date * (column.range[1] - column.range[0]) : undefined
  const known = fields.filter((field) => field.name !== secret.name)
  const columnsOf = (scale: 'continuous' | 'discrete') => {
    const own = fields.filter((field) => scaleOf(field) === scale)
    return own.flatMap((field, j) => (known.includes(field) ? [j] : []))
  }
  const kept = { numbers: columnsOf('continuous'), levels: columnsOf('discrete') }
  const synthetic = onlyColumns(firstRows(points.synthetic, mostSynthetic), kept)
  const count = (side: 'train' | 'control', guess: (row: number) => number): GuessCount => {
    const of = Math.min(mostTargets, points[side].rows)
    let right = 0
    for (let row = 0; row < of; row++)
      if (isRight(column, column.synthetic[guess(row)]!, column[side][row]!, room)) right++
    return { right, of }
  }
  const [train, control] = [onlyColumns(points.train, kept), onlyColumns(points.control, kept)]
  const blind = random.fork(`blind ${secret.name}`)
  return {
    secret: secret.name,
    train: count('train', (row) => nearestRow(train, row, synthetic)),
    control: count('control', (row) => nearestRow(control, row, synthetic)),
    blind: count('train', () => blind.below(synthetic.rows)),
  }
}

function isRight({ isNumber }: GuessColumn, guess: number, secret: number, room?: number): boolean {
  if (Number.isNaN(guess) || Number.isNaN(secret)) return Number.isNaN(guess) && Number.isNaN(secret)
  return isNumber ? Math.abs(guess - secret) <= (room ?? tolerance.number * Math.abs(secret)) : guess === secret
}
