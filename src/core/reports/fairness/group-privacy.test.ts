import { expect, test } from 'vitest'
import { leakingRows, people, peopleSchema } from '../../privacy/attacks/leaking.fixture'
import { createRandom } from '../../random'
import type { Schema } from '../../schema/schema'
import { concatColumns } from '../../table/concat'
import { type Table, takeRows } from '../../table/table'
import { fairnessHtml } from '../html/fairness-html'
import { columnTexts, privacyRows } from '../html/fairness-words'
import { askMembership } from '../leak-measure'
import { measureFairness } from './fairness-report'
import { withGroupPrivacy } from './group-privacy'

const schema: Schema = {
  fields: peopleSchema.fields.map((field) => (field.name === 'c5' ? { ...field, sensitive: true } : field)),
}
const parts = {
  train: { role: 'train', table: people(1600, 1) },
  control: { role: 'control', table: people(1600, 2) },
  test: { role: 'test', table: people(400, 3) },
} as const

const rowsWhere = (table: Table, is: (level: string) => boolean) => {
  const column = table.columns[5] as Extract<Table['columns'][number], { kind: 'text' }>
  return takeRows(
    table,
    Uint32Array.from({ length: table.rows }, (_, row) => row).filter((row) => is(column.levels[column.codes[row]!]!)),
  )
}

/** Repeats the train rows of the group “a”; has rows of other people for all others. */
function leakingOneGroup(): Table {
  const own = leakingRows(
    rowsWhere(parts.train.table, (level) => level === 'a'),
    800,
    4,
  )
  const others = rowsWhere(people(1600, 5), (level) => level !== 'a')
  return {
    ...own,
    rows: own.rows + others.rows,
    columns: own.columns.map((column, c) => concatColumns([column, others.columns[c]!])),
  }
}

async function audited(synthetic: Table) {
  const request = { ...parts, synthetic, schema, random: createRandom(1) }
  const [fairness, attacked] = [await measureFairness({ ...request, rows: 1000 }), await askMembership(request, {})]
  return withGroupPrivacy(fairness!, attacked!, parts.train, schema)
}

test('the group whose rows are repeated lights up, and no other', async () => {
  const report = await audited(leakingOneGroup())
  const [of] = report.columns
  const told = of!.privacy!.filter((own) => own !== undefined)
  expect(report.attackTests).toBe(told.length * 5)
  of!.groups.forEach((group, g) => {
    const own = of!.privacy![g]
    if (!own) return
    const beyond = own.attacks.some(({ corrected }) => corrected.interval[0] > 0.5)
    expect(beyond, JSON.stringify(group)).toBe(group.is === 'level' && group.level === 'a')
  })
  expect(columnTexts(of!, report).join(' ')).toMatch(/told beyond chance in: a \(AUC [\d.]+\), /)
  expect(fairnessHtml(report)).toContain('Attacks by group')
})

test('rows of other people light up no group; a group of few attacked rows is not told', async () => {
  const report = await audited(people(1600, 5))
  const [of] = report.columns
  expect(columnTexts(of!, report).join(' ')).toContain('no attack tells who of a group was learned from')
  // Half of control is attacked, and as many train rows.
  const sizes = of!.privacy!.map((own) => own && Math.min(...own.rows))
  expect(Math.min(...sizes.filter((size) => size !== undefined))).toBeGreaterThanOrEqual(30)
  const small = {
    ...parts,
    control: {
      role: 'control',
      table: takeRows(
        parts.control.table,
        Uint32Array.from({ length: 200 }, (_, i) => i),
      ),
    },
  } as const
  const request = { ...small, synthetic: people(1600, 5), schema, random: createRandom(1) }
  const [fairness, attacked] = [await measureFairness({ ...request, rows: 1000 }), await askMembership(request, {})]
  const few = withGroupPrivacy(fairness!, attacked!, small.train, schema)
  expect(privacyRows(few.columns[0]!).some((row) => row[1] === 'fewer than 30')).toBe(true)
})
