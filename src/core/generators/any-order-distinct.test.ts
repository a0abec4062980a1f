import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distinctRows } from './any-order-distinct'

test('each row is one of those that are asked: the distinct ones, where they are clearly fewer', () => {
  const tables = fc.integer({ min: 1, max: 4 }).chain((units) => {
    const row = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: units, maxLength: units })
    return fc.array(row, { minLength: 1, maxLength: 200 })
  })
  fc.assert(
    fc.property(tables, (table) => {
      const units = table[0]!.length
      const { rows, known, classOf } = distinctRows({ rows: table.length, units, known: Int32Array.from(table.flat()) })
      const asked = Array.from({ length: rows }, (_, c) => [...known.subarray(c * units, (c + 1) * units)])
      expect(Array.from(classOf, (c) => asked[c])).toEqual(table)
      const distinct = new Set(table.map((row) => row.join())).size
      expect(rows).toBe(distinct === 1 ? 1 : Math.min(table.length, Math.ceil(distinct / 64) * 64))
    }),
  )
})
