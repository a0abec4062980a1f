import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SplitOptions, splitRows } from './split'
import { numberColumn, rowTexts, type Table, textColumn } from './table'

const thirds: SplitOptions = { train: 0.6, control: 0.2, seed: 7, holdout: 'full' }

function tableOf(rows: readonly (readonly [number, string | null])[]): Table {
  const columns = [numberColumn(rows.map(([n]) => n)), textColumn(rows.map(([, text]) => text))]
  return { rows: rows.length, names: ['n', 'text'], columns }
}
const distinct = (n: number) => tableOf(Array.from({ length: n }, (_, i) => [i, 'x'] as const))

const anyTable = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b', 'c', null)), {
    minLength: 1,
    maxLength: 60,
  })
  .map(tableOf)
const anyOptions = fc.record({
  train: fc.constant(0.6),
  control: fc.constantFrom(0.2, 0.4),
  seed: fc.nat(99),
  holdout: fc.constantFrom('full', 'early-stop'),
} as const)

describe('splitRows', () => {
  test('every row is in one part, in order; equal rows are in the same part unless they are many', () => {
    fc.assert(
      fc.property(anyTable, anyOptions, (table, options) => {
        const { train, control, test: held, duplicates } = splitRows(table, options)
        expect([...train, ...control, ...held].sort((a, b) => a - b)).toEqual(
          Array.from({ length: table.rows }, (_, i) => i),
        )
        for (const part of [train, control, held]) expect([...part]).toEqual([...part].sort((a, b) => a - b))
        const where = new Map<string, number>()
        const texts = Array.from({ length: table.rows }, (_, row) => JSON.stringify(rowTexts(table, row)))
        const count = (text: string) => texts.filter((other) => other === text).length
        ;[train, control, held].forEach((part, p) => {
          for (const row of part) {
            const text = JSON.stringify(rowTexts(table, row))
            if (count(text) <= 20) expect(where.get(text) ?? p).toBe(p)
            where.set(text, p)
          }
        })
        expect(duplicates).toBe(table.rows - where.size)
      }),
    )
  })

  test('shares are met to the row', () => {
    const { train, control, test: held } = splitRows(distinct(32_561), thirds)
    expect([train.length, control.length, held.length]).toEqual([19_537, 6_512, 6_512])
  })

  test.each([
    [10, 'full', [6, 2, 2]],
    [3, 'full', [1, 1, 1]],
    [2, 'full', [1, 1, 0]],
    [1, 'full', [1, 0, 0]],
    [100, 'early-stop', [95, 5, 0]],
    [1_000_000, 'early-stop', [995_000, 5_000, 0]],
  ] as const)('%d rows, %s', (rows, holdout, sizes) => {
    const { train, control, test: held } = splitRows(distinct(rows), { ...thirds, holdout })
    expect([train.length, control.length, held.length]).toEqual(sizes)
  })

  test('the seed decides', () => {
    const table = distinct(1000)
    expect(splitRows(table, thirds)).toEqual(splitRows(table, thirds))
    expect(splitRows(table, { ...thirds, seed: 8 }).train).not.toEqual(splitRows(table, thirds).train)
  })

  test('rows that differ in a key alone stay together', () => {
    const rows = 600
    const table: Table = {
      rows,
      names: ['key', 'n'],
      columns: [
        numberColumn(Array.from({ length: rows }, (_, i) => i)),
        numberColumn(Array.from({ length: rows }, (_, i) => i % 200)),
      ],
    }
    const { train, control, test: held, duplicates } = splitRows(table, { ...thirds, equalIn: [1] })
    const kinds = [train, control, held].map((part) => new Set([...part].map((row) => row % 200)))
    expect(kinds.reduce((sum, { size }) => sum + size, 0)).toBe(200)
    expect(duplicates).toBe(400)
  })

  test('common patterns are in every part by its share', () => {
    const table = tableOf(Array.from({ length: 5000 }, (_, i) => [i % 4, i % 3 ? 'a' : 'b'] as const))
    const { train, control, test: held } = splitRows(table, thirds)
    expect([train.length, control.length, held.length]).toEqual([3000, 1000, 1000])
    const inTrain = new Map<string, number>()
    for (const row of train) inTrain.set(`${row % 12}`, (inTrain.get(`${row % 12}`) ?? 0) + 1)
    // 417 of each of 12 kinds; 5 standard errors of a draw without putting back.
    for (const n of inTrain.values()) expect(Math.abs(n - 250)).toBeLessThan(5 * Math.sqrt(417 * 0.6 * 0.4))
    expect(inTrain.size).toBe(12)
  })

  test('a group stays together', () => {
    const groups = Array.from({ length: 500 }, (_, i) => `g${i % 50}`)
    const table: Table = {
      rows: 500,
      names: ['i', 'g'],
      columns: [numberColumn(groups.map((_, i) => i)), textColumn(groups)],
    }
    const { train, control, test: held } = splitRows(table, { ...thirds, groupColumn: 1 })
    const names = [train, control, held].map((part) => new Set([...part].map((row) => groups[row])))
    expect(names[0]!.size + names[1]!.size + names[2]!.size).toBe(50)
    expect([train.length, control.length, held.length]).toEqual([300, 100, 100])
  })
})
