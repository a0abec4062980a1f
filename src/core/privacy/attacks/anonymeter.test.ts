import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prepareAudit } from '../../audit/prepare'
import { columnNamed } from '../../metrics/compared-table'
import { readTable } from '../../pipeline'
import { createRandom } from '../../random'
import { memorySource } from '../../readers/bytes'
import type { LeakReport } from '../../reports/leak'
import { numberColumn, type Table, takeRows } from '../../table/table'
import { runBattery } from './battery'
import { guessAttacks } from './registry'

interface Found {
  readonly rate: number
  readonly control: number
  readonly risk: number
  readonly interval: readonly [number, number]
}
// bench/oracles/anonymeter_oracle.py
const oracle = JSON.parse(readFileSync(new URL('fixtures/anonymeter.json', import.meta.url), 'utf8')) as {
  readonly tables: Readonly<Record<string, Readonly<Record<LeakReport['guesses'][number]['attack'], Found>>>>
}
const rows = 1200

async function file(name: string) {
  const bytes = readFileSync(new URL(`../../audit/fixtures/adult-${name}.csv`, import.meta.url))
  const { table, opened } = await readTable(memorySource(`${name}.csv`, bytes), {})
  return { name, table: firstRows(table), dialect: opened.dialect }
}

const firstRows = (table: Table) =>
  takeRows(
    table,
    Uint32Array.from({ length: rows }, (_, row) => row),
  )

/** The real rows with a year more of age. */
function repeated(real: Table): Table {
  const age = columnNamed(real, 'age') as Extract<Table['columns'][number], { kind: 'number' }>
  const older = numberColumn(
    age.values.map((v) => v + 1),
    age.format,
  )
  return { ...real, columns: real.columns.map((column) => (column === age ? older : column)) }
}

async function guesses(name: string) {
  const [real, holdout] = [await file('real'), await file('holdout')]
  const made = name === 'repeated' ? { ...real, name, table: repeated(real.table) } : await file(name)
  const { schema, synthetic, table } = prepareAudit({ real, holdout, synthetic: made })
  const fields = schema.fields.map((field) => {
    return { ...field, role: field.name === 'income' ? ('target' as const) : ('none' as const) }
  })
  const held = Uint32Array.from({ length: rows }, (_, row) => rows + row)
  const report = await runBattery({
    train: { role: 'train', table: real.table },
    control: { role: 'control', table: takeRows(table, held) },
    synthetic,
    schema: { fields },
    random: createRandom(1),
  })
  return report!.guesses.filter(({ secret }) => secret === undefined || secret === 'income')
}

test.each(Object.keys(oracle.tables))('%s: what people risk, as Anonymeter finds it', async (name) => {
  const found = await guesses(name)
  expect(found.map(({ attack }) => attack).sort()).toEqual(guessAttacks.map(({ id }) => id).sort())
  for (const { attack, risk } of found) {
    const { interval } = oracle.tables[name]![attack]
    // Two estimates of one figure: halves of columns, statements and targets are drawn anew.
    expect(risk.interval[0], attack).toBeLessThanOrEqual(interval[1])
    expect(risk.interval[1], attack).toBeGreaterThanOrEqual(interval[0])
  }
})

test('of repeated rows both find that people are singled out, linked and guessed', async () => {
  for (const { attack, risk } of await guesses('repeated')) {
    expect(oracle.tables['repeated']![attack].interval[0], attack).toBeGreaterThan(0.1)
    expect(risk.interval[0], attack).toBeGreaterThan(0.1)
  }
})
