import { expect, test } from 'vitest'
import { createRandom } from '../../random'
import type { Field, Schema } from '../../schema/schema'
import { numberColumn, type Table, textColumn } from '../../table/table'
import { compareTables } from '../compared-table'
import { rareCells } from './rare-cells'
import { validityOf } from './validity'

const fields: Field[] = ['shop', 'size'].map((name) => ({ name, kind: 'category', action: 'learn', role: 'none' }))

/** `rare`: chance of the one shop that few rows have. */
function shops(rows: number, seed: number, rare: number): Table {
  const random = createRandom(seed)
  const shop = Array.from({ length: rows }, () =>
    random.uniform() < rare ? 'kiosk' : random.uniform() < 0.5 ? 'a' : 'b',
  )
  const size = Array.from({ length: rows }, () => 'SML'[random.below(3)]!)
  return { rows, names: ['shop', 'size'], columns: [textColumn(shop), textColumn(size)] }
}

test('a rare shop that is lost is told, beside control that kept it', () => {
  const [train, control] = [shops(10_000, 1, 0.004), shops(4000, 2, 0.004)]
  const lost = rareCells(train, shops(10_000, 3, 0), control, fields)
  expect(lost.cells).toBe(4)
  expect(lost.tested).toBeGreaterThan(2)
  expect(lost.tooFew).toEqual({ synthetic: lost.tested, control: 0 })
  expect(lost.worst[0]).toMatchObject({ of: [['shop', 'kiosk']], synthetic: 0 })
  expect(lost.bands.every(({ present }) => present.synthetic === 0)).toBe(true)
  const kept = rareCells(train, shops(10_000, 4, 0.004), control, fields)
  expect(kept.tooFew.synthetic + kept.tooMany.synthetic).toBeLessThan(2)
  expect(kept.bands.at(-1)!.ratio.synthetic).toBeGreaterThan(0.5)
})

test('validity names what no real row shows', () => {
  const schema: Schema = {
    fields: [
      { name: 'n', kind: 'integer', action: 'learn', role: 'none' },
      { name: 'l', kind: 'category', action: 'learn', role: 'none' },
      { name: 'key', kind: 'id', action: 'fake', role: 'key' },
    ],
  }
  const table = (n: number[], l: (string | null)[], key: string[]): Table => ({
    rows: n.length,
    names: ['n', 'l', 'key'],
    columns: [numberColumn(n), textColumn(l), textColumn(key)],
  })
  const real = table([1, 2, 3, 4], ['a', 'b', 'a', 'b'], ['1', '2', '3', '4'])
  const made = table([0, 2, 3, 9], ['a', null, 'c', 'b'], ['5', '5', '6', '7'])
  expect(validityOf(compareTables(real, made, schema), made, schema, { train: real, control: real })).toEqual({
    columns: [
      { name: 'n', outside: 0.5, missing: 0, unreadable: 0 },
      { name: 'l', outside: 0.25, missing: 0.25, unreadable: 0 },
    ],
    keys: [{ name: 'key', repeated: 0.5 }],
    rules: [],
  })
})
