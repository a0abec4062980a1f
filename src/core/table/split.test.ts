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
  test('every row is in one part, in order; equal rows are in the same part', () => {
    fc.assert(
      fc.property(anyTable, anyOptions, (table, options) => {
        const { train, control, test: held, duplicates } = splitRows(table, options)
        expect([...train, ...control, ...held].sort((a, b) => a - b)).toEqual(
          Array.from({ length: table.rows }, (_, i) => i),
        )
        for (const part of [train, control, held]) expect([...part]).toEqual([...part].sort((a, b) => a - b))
        const where = new Map<string, number>()
        ;[train, control, held].forEach((part, p) => {
          for (const row of part) {
            const text = JSON.stringify(rowTexts(table, row))
            expect(where.get(text) ?? p).toBe(p)
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
