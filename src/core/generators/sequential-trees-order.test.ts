import { describe, expect, test } from 'vitest'
import type { EncodedTable, Unit } from '../encoders/encoder'
import { createRandom } from '../random'
import { pairwiseInformation } from './dependence'
import { unitOrder } from './sequential-trees-order'

function table(columns: readonly { codes: number[]; size: number; field?: number }[]): EncodedTable {
  const units = columns.map(({ codes, size, field }, u): Unit => {
    const counts = new Float64Array(size)
    for (const code of codes) counts[code] = counts[code]! + 1
    return { name: `u${u}`, field: field ?? u, size, scale: 'nominal', missingFrom: size, counts }
  })
  return { rows: columns[0]!.codes.length, units, codes: columns.map(({ codes }) => Uint16Array.from(codes)) }
}

const random = createRandom(4)
const draw = (size: number) => Array.from({ length: 2000 }, () => random.below(size))

describe('pairwiseInformation', () => {
  test('is the entropy of a column that another one copies, less the correction', () => {
    const codes = Array.from({ length: 4000 }, (_, i) => i % 4)
    const [, shared] = pairwiseInformation(
      table([
        { codes, size: 4 },
        { codes, size: 4 },
      ]),
    )
    // ln 4, less (4 − 1)² / (2 · 4000)
    expect(shared).toBeCloseTo(Math.log(4) - 9 / 8000, 10)
  })

  test('is about nothing between independent columns, whatever their size', () => {
    const information = pairwiseInformation(
      table([
        { codes: draw(20), size: 20 },
        { codes: draw(30), size: 30 },
      ]),
    )
    expect(information[1]).toBeLessThan(0.02)
  })
})

describe('unitOrder', () => {
  const hub = draw(8)
  const near = hub.map((code) => (code + random.below(2)) % 8)
  const alone = draw(8)
  const pair = draw(2)
  const rare = Array.from({ length: 2000 }, (_, i) => (i % 100 === 0 ? 1 : 0))
  const data = table([
    { codes: alone, size: 8 },
    { codes: rare, size: 2 },
    { codes: near, size: 8 },
    { codes: hub, size: 8 },
    { codes: pair, size: 2 },
  ])

  test('draws balanced pairs first, columns that tell much about others next', () => {
    const order = [...unitOrder(data, 3)]
    expect(order[0]).toBe(4)
    expect(order.slice(1, 3).sort()).toEqual([2, 3])
  })

  test('treats a pair as any other field when its rarer value is soon split up', () => {
    expect([...unitOrder(data, 100)].slice(0, 2).sort()).toEqual([2, 3])
  })

  test('puts conditioned units first, as given, and every unit once', () => {
    const order = [...unitOrder(data, 10, [1, 0])]
    expect(order.slice(0, 2)).toEqual([1, 0])
    expect(order.sort()).toEqual([0, 1, 2, 3, 4])
  })

  test('keeps the units of a field together', () => {
    const parts = table([
      { codes: hub, size: 8, field: 0 },
      { codes: near, size: 8, field: 1 },
      { codes: alone, size: 8, field: 0 },
    ])
    const order = [...unitOrder(parts, 10)]
    expect(Math.abs(order.indexOf(0) - order.indexOf(2))).toBe(1)
  })
})
