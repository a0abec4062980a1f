import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field, Schema } from '../schema/schema'
import { concatColumns } from '../table/concat'
import { numberColumn, plainNumber, type Table, takeRows, textColumn } from '../table/table'
import { auditCopies } from './copies'
import { nearestDistances, pointsOf } from './nearest'
import { wilsonInterval } from './wilson'

const fields = (['decimal', 'decimal', 'category'] as const).map((kind, c): Field => {
  return { name: `c${c}`, kind, action: 'learn', role: 'none' }
})
const schema: Schema = { fields }

const places = { ...plainNumber, places: 9 }

function drawTable(rows: number, seed: number): Table {
  const random = createRandom(seed)
  const first = Array.from({ length: rows }, () => random.normal())
  const levels = ['x', 'y', 'z']
  return {
    rows,
    names: fields.map((field) => field.name),
    columns: [
      numberColumn(first, places),
      numberColumn(
        first.map((v) => v + random.normal()),
        places,
      ),
      textColumn(first.map(() => levels[random.below(3)]!)),
    ],
  }
}

function jittered(table: Table, size: number): Table {
  const random = createRandom(9)
  const columns = table.columns.map((column) =>
    column.kind === 'number'
      ? numberColumn(
          column.values.map((v) => v + size * random.normal()),
          places,
        )
      : column,
  )
  return { ...table, columns }
}

const concatRows = (a: Table, b: Table): Table => ({
  ...a,
  rows: a.rows + b.rows,
  columns: a.columns.map((column, c) => concatColumns([column, b.columns[c]!])),
})

const train = { role: 'train', table: drawTable(800, 1) } as const
const control = { role: 'control', table: drawTable(400, 2) } as const
const audit = (synthetic: Table) =>
  auditCopies(train, control, synthetic, schema, { rows: 500, among: 5000, random: createRandom(5) })
const share = (m: { kind: string; value?: number }) => m.value ?? Number.NaN

describe('auditCopies', () => {
  test('finds nothing in rows that were not learned from', () => {
    const found = audit(drawTable(600, 3))
    expect(found.exact.rows).toBe(0)
    expect(share(found.near.synthetic)).toBeLessThan(0.03)
    const [low, high] = found.nearerToTrainInterval!
    expect(low).toBeLessThan(0.53)
    expect(high).toBeGreaterThan(0.47)
  })

  test('finds every row that was copied', () => {
    const found = audit(
      takeRows(
        train.table,
        Uint32Array.from({ length: 300 }, (_, i) => i),
      ),
    )
    expect(found.exact).toMatchObject({ rows: 300, compared: 300, synthetic: { kind: 'value', value: 1 } })
    // Half of the train rows are searched, as many as there are control rows: ½ · 1 + ½ · ½.
    expect(share(found.nearerToTrain)).toBeGreaterThan(0.65)
  })

  test('finds rows that were copied with a little noise', () => {
    const found = audit(jittered(train.table, 1e-4))
    expect(found.exact.rows).toBe(0)
    expect(found.near.interval[0]).toBeGreaterThan(0.5)
    expect(found.nearerToTrainInterval![0]).toBeGreaterThan(0.65)
  })

  test('near copies are found although control holds rows that equal train rows', () => {
    const half = takeRows(
      train.table,
      Uint32Array.from({ length: 200 }, (_, i) => i),
    )
    const mixed = { role: 'control', table: concatRows(control.table, half) } as const
    const options = { rows: 500, among: 5000, random: createRandom(5) }
    const found = auditCopies(train, mixed, jittered(train.table, 1e-4), schema, options)
    expect(found.near.interval[0]).toBeGreaterThan(0.5)
    expect(share(found.near.control)).toBeLessThan(0.02)
  })

  test('rows that are common in the population are expected, not copied', () => {
    const common = (rows: number, seed: number): Table => {
      const random = createRandom(seed)
      const one = () => textColumn(Array.from({ length: rows }, () => `v${Math.floor(40 * random.uniform() ** 2)}`))
      return { rows, names: ['c2', 'c1', 'c0'], columns: [one(), one(), one()] }
    }
    const levels: Schema = { fields: fields.map((field) => ({ ...field, kind: 'category' })) }
    // As the split does it: no control row equals a train row.
    const all = common(6000, 1)
    const key = (row: number) => all.columns.map((c) => (c.kind === 'text' ? c.levels[c.codes[row]!] : '')).join()
    const isTrain = (row: number) => [...key(row)].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 997, 7) % 3 > 0
    const rows = Uint32Array.from({ length: all.rows }, (_, row) => row)
    const found = auditCopies(
      { role: 'train', table: takeRows(all, rows.filter(isTrain)) },
      {
        role: 'control',
        table: takeRows(
          all,
          rows.filter((row) => !isTrain(row)),
        ),
      },
      common(3000, 2),
      levels,
      { rows: 500, among: 5000, random: createRandom(5) },
    )
    expect(share(found.exact.synthetic)).toBeGreaterThan(0.05)
    expect(share(found.exact.synthetic) / share(found.exact.control)).toBeGreaterThan(0.8)
    expect(share(found.exact.synthetic) / share(found.exact.control)).toBeLessThan(1.25)
  })

  test('says so when there is no control to count against', () => {
    const none = { role: 'control', table: takeRows(control.table, Uint32Array.of(1, 2)) } as const
    const found = auditCopies(train, none, drawTable(90, 3), schema, { rows: 50, among: 500, random: createRandom(5) })
    expect(found.near.synthetic).toEqual({ kind: 'undefined', reason: 'too-few-rows' })
    expect(found.exact.control).toEqual({ kind: 'undefined', reason: 'too-few-rows' })
  })
})

test('distances are differences of ranks and levels', () => {
  const a: Table = {
    rows: 4,
    names: ['c0', 'c2'],
    columns: [numberColumn([1, 2, 3, 4]), textColumn(['x', 'x', 'y', 'y'])],
  }
  const b: Table = { rows: 2, names: ['c0', 'c2'], columns: [numberColumn([1, Number.NaN]), textColumn(['y', 'x'])] }
  const [p, q] = pointsOf([a, b], [fields[0]!, fields[2]!])
  // Ranks of a: ⅛ ⅜ ⅝ ⅞. To (1, y): the nearest is (3, y), ½ away. To (missing, x): 1 for what is missing.
  expect([...nearestDistances(q!, Uint32Array.of(0, 1), p!, Uint32Array.of(0, 1, 2, 3))]).toEqual([0.5, 1])
})

test('Wilson’s interval agrees with Anonymeter', () => {
  // anonymeter.stats.confidence.success_rate(1000, 850, 0.95): .849 ± .022
  const [low, high] = wilsonInterval(850, 1000)
  expect((low + high) / 2).toBeCloseTo(0.849, 3)
  expect((high - low) / 2).toBeCloseTo(0.022, 3)
})
