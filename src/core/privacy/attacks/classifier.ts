import { learn } from '../../learners/learner'
import { permutation, type Random } from '../../random'
import { concatColumns } from '../../table/concat'
import { type Table, takeCells } from '../../table/table'
import type { MembershipAttack } from './attack'

const mostRows = 5000
const rounds = 60

/** A classifier that tells synthetic from reference rows: what it takes for synthetic is taken for learned from. */
export const classifierAttack: MembershipAttack = {
  id: 'classifier',
  label: 'Classifier of synthetic against reference rows',
  source: 'van Breugel et al. 2023, DOMIAS, arXiv:2302.12580 (density ratio by classification)',
  knows: 'table',
  score({ fields, targets, synthetic, reference, random }) {
    const n = Math.min(mostRows, synthetic.rows, reference.rows)
    const [made, real] = [draw(synthetic.rows, n, random.fork('made')), draw(reference.rows, n, random.fork('real'))]
    const names = fields.map((field) => field.name)
    const train: Table = {
      rows: 2 * n,
      names,
      columns: names.map((name) =>
        concatColumns([takeCells(columnOf(synthetic, name), made), takeCells(columnOf(reference, name), real)]),
      ),
    }
    const target = Float64Array.from({ length: 2 * n }, (_, row) => (row < n ? 1 : 0))
    return learn('boosting', { train, target, fields, task: { kind: 'binary' } }, { rounds, random }).predict(targets)
  },
}

const draw = (rows: number, n: number, random: Random) => permutation(rows, random).slice(0, n)
const columnOf = (table: Table, name: string) => table.columns[table.names.indexOf(name)]!
