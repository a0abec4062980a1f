import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field } from '../schema/schema'
import { cellText, numberColumn, plainNumber, textColumn } from '../table/table'
import type { EncodingOptions, ValueCondition } from './encoder'
import { number } from './number'

const options: EncodingOptions = { bins: 100, exactUpTo: 50, minimumCount: 5 }
const field = (kind: Field['kind']): Field => ({ name: 'x', kind, action: 'learn', role: 'none' })

async function learn(values: readonly number[], { kind = 'integer' as Field['kind'], places = 0, bins = 100 } = {}) {
  const column = numberColumn(values, { ...plainNumber, places })
  const encoder = await number.fit(column, field(kind), { options: { ...options, bins }, random: createRandom(1) })
  const codes = encoder.encode(column)
  const decode = (seed: number, bounds?: { low: number; high: number }) => {
    const made = encoder.decode(codes, {
      rows: values.length,
      offset: 0,
      random: createRandom(seed),
      seed,
      ...(bounds ? { bounds } : {}),
    })
    if (made.kind !== 'number') throw new Error('numbers become numbers')
    return made.values
  }
  return { encoder, codes, decode, unit: encoder.units[0]! }
}

const normals = (n: number, seed: number) => {
  const random = createRandom(seed)
  return Array.from({ length: n }, () => random.normal())
}

describe('codes', () => {
  test('a column of few values has one code per value held by enough rows; lone ones join a neighbour', async () => {
    const values = [...Array<number>(10).fill(1), ...Array<number>(20).fill(2), 3, ...Array<number>(30).fill(7)]
    const { unit, codes, decode } = await learn(values)
    expect(unit.size).toBe(3)
    expect([...unit.counts]).toEqual([10, 21, 30])
    expect(codes[0]![30]).toBe(1)
    expect(decode(1)[30]).toBe(2)
  })

  test('mid-ranks of 10, 21 and 30 rows', async () => {
    const values = [...Array<number>(10).fill(1), ...Array<number>(21).fill(2), ...Array<number>(30).fill(7)]
    const { unit } = await learn(values)
    expect([...unit.ranks!].map((rank) => rank * 61)).toEqual([5, 20.5, 46].map((v) => expect.closeTo(v, 4)))
  })

  test('atoms among bins, in the order of values, within the number of codes asked for', async () => {
    const values = [...normals(5000, 3).map((v) => Math.round(v * 1e5)), ...Array<number>(500).fill(0)]
    const { unit, codes } = await learn(values)
    expect(unit.size).toBeLessThanOrEqual(100)
    const zero = codes[0]![5000]!
    expect(unit.smooth![zero]).toBe(0)
    expect(unit.counts[zero]).toBe(values.filter((v) => v === 0).length)
    const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
    order.slice(1).forEach((row, i) => {
      expect(codes[0]![row]!).toBeGreaterThanOrEqual(codes[0]![order[i]!]!)
    })
  })

  test('the outermost bins hold about a tenth of a bin', async () => {
    const { unit } = await learn(normals(20_000, 4).map((v) => Math.round(v * 1e7)))
    const typical = [...unit.counts].sort((a, b) => a - b)[unit.size >> 1]!
    expect(unit.counts[0]! / typical).toBeLessThan(0.2)
    expect(unit.counts[unit.size - 1]! / typical).toBeLessThan(0.2)
  })

  test('fewer rows than are protected: nothing is learned', async () => {
    const { encoder, decode } = await learn([4, 9, 12])
    expect(encoder.notLearned).toBe('too-few-rows')
    expect([...decode(1)].every(Number.isNaN)).toBe(true)
  })

  test('a word among the numbers of a text column counts as missing in its spelling when enough rows hold it', async () => {
    const column = textColumn([...Array<string>(50).fill('3'), ...Array<string>(9).fill('n.a.'), 'secret'])
    const encoder = await number.fit(column, field('integer'), { options, random: createRandom(1) })
    const made = encoder.decode(encoder.encode(column), { rows: 60, offset: 0, random: createRandom(1), seed: 1 })
    expect(made.spellings).toEqual(['n.a.'])
    expect([...made.missing!].slice(50)).toEqual(Array(10).fill(1))
  })
})

describe('decoding inside a bin', () => {
  test('repeated values come out exactly and as often; whole numbers stay whole', async () => {
    const random = createRandom(8)
    const values = Array.from({ length: 20_000 }, () => (random.below(2) ? random.below(300) * 10 : random.below(1e6)))
    const { decode } = await learn(values)
    const made = decode(2)
    expect(made.every(Number.isInteger)).toBe(true)
    const tens = (list: ArrayLike<number>) => Array.from(list).filter((v) => v < 3000 && v % 10 === 0).length
    expect(Math.abs(tens(made) - tens(values)) / tens(values)).toBeLessThan(0.05)
  })

  test('the grid of a column survives: multiples of 5, whole euros among cents', async () => {
    const fives = await learn(normals(5000, 6).map((v) => Math.round(v * 1e6) * 5))
    expect(fives.decode(3).every((v) => v % 5 === 0)).toBe(true)
    const random = createRandom(7)
    const prices = Array.from({ length: 8000 }, () => (random.below(3) ? random.below(1e6) : random.below(1e8) / 100))
    const { decode } = await learn(prices, { kind: 'decimal', places: 2 })
    const whole = (list: ArrayLike<number>) => Array.from(list).filter(Number.isInteger).length / list.length
    expect(Math.abs(whole(decode(4)) - whole(prices))).toBeLessThan(0.03)
  })

  test('neither the state nor the made values show a lone smallest or largest value', async () => {
    const values = normals(3000, 9).map((v) => Math.round(Math.exp(v * 3 + 12)))
    const low = Math.min(...values)
    const high = Math.max(...values)
    const { encoder, decode } = await learn(values)
    const saved = JSON.stringify(encoder.state(), (_, v: unknown) =>
      ArrayBuffer.isView(v) ? [...(v as Float64Array)] : v,
    )
    const numbers = new Set(saved.match(/-?\d+(\.\d+)?(e[-+]?\d+)?/g)!.map(Number))
    expect(numbers.has(low)).toBe(false)
    expect(numbers.has(high)).toBe(false)
    for (const made of [decode(1), decode(2)]) {
      expect(Math.min(...made)).toBeGreaterThan(low)
      expect(Math.max(...made)).toBeLessThan(high)
    }
  })

  test('every value stays in the bin that its code names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 20, max: 400 }), async (seed, n) => {
        const random = createRandom(seed)
        const values = Array.from({ length: n }, () => Math.round(random.normal() ** 3 * 10 ** random.below(4)))
        const { encoder, codes, decode, unit } = await learn(values, { bins: 20 })
        const again = encoder.encode(numberColumn(decode(seed)))
        again[0]!.forEach((code, i) => {
          // A bin narrower than the grid has no value of its own: the nearest of its neighbour's then stands for it.
          expect(Math.abs(code - codes[0]![i]!)).toBeLessThanOrEqual(unit.size > 15 ? 2 : 1)
        })
      }),
      { numRuns: 60, seed: 42 },
    )
  })
})

describe('conditions', () => {
  const values = normals(4000, 12).map((v) => Math.round(v * 1000))
  const drawAllowed = async (condition: ValueCondition, way: 'allow' | 'forbid') => {
    const { encoder, unit } = await learn(values)
    const { masks, bounds } = encoder[way](condition)
    const allowed = [...masks[0]!].flatMap((ok, code) => (ok && unit.counts[code]! > 0 ? [code] : []))
    const codes = Uint16Array.from({ length: 2000 }, (_, i) => allowed[i % allowed.length]!)
    const made = encoder.decode([codes], {
      rows: 2000,
      offset: 0,
      random: createRandom(3),
      seed: 3,
      ...(bounds ? { bounds } : {}),
    })
    return made.kind === 'number' ? made.values : new Float64Array(0)
  }

  test('between: only values in the range, also where it cuts a bin', async () => {
    const made = await drawAllowed({ is: 'between', low: '-17', high: '13' }, 'allow')
    expect(made.every((v) => v >= -17 && v <= 13)).toBe(true)
    expect(new Set(made).size).toBeGreaterThan(10)
  })

  test('not between: none of them', async () => {
    const made = await drawAllowed({ is: 'between', low: '-17', high: '13' }, 'forbid')
    expect(made.some((v) => v >= -17 && v <= 13)).toBe(false)
  })

  test('in: just these values', async () => {
    expect([...new Set(await drawAllowed({ is: 'in', values: ['5', '800'] }, 'allow'))].sort()).toEqual([5, 800])
  })

  test('words and values out of reach are problems with facts', async () => {
    const { encoder } = await learn(values)
    const problemOf = (condition: ValueCondition) => {
      try {
        encoder.allow(condition)
      } catch (error) {
        return (error as { problem?: unknown }).problem
      }
    }
    expect(problemOf({ is: 'in', values: ['tall'] })).toEqual({
      code: 'encode/not-a-number',
      column: 'x',
      value: 'tall',
    })
    expect(problemOf({ is: 'between', low: '90000' })).toMatchObject({ code: 'encode/unknown-value', column: 'x' })
    expect(problemOf({ is: 'missing' })).toEqual({ code: 'encode/contradiction', column: 'x' })
  })
})

describe('how numbers are written', () => {
  test('tiny measurements are not rounded away', async () => {
    const { decode } = await learn(
      normals(500, 5).map((v) => Math.exp(v) * 1e-15),
      { kind: 'decimal', places: 4 },
    )
    expect(decode(1).every((v) => v > 0)).toBe(true)
  })

  test('whole numbers written with a decimal stay so', async () => {
    const column = numberColumn(
      Array.from({ length: 400 }, (_, i) => i * 3),
      { ...plainNumber, places: 1, fixed: true },
    )
    const encoder = await number.fit(column, field('integer'), { options, random: createRandom(1) })
    const made = encoder.decode(encoder.encode(column), { rows: 400, offset: 0, random: createRandom(1), seed: 1 })
    expect([0, 100, 399].map((row) => cellText(made, row)).every((text) => /^\d+\.0$/.test(text))).toBe(true)
  })
})

test('a code for "unknown" far from the other values is not mixed into their bins', async () => {
  const values = [...normals(5000, 2).map((v) => Math.round(v * 1e6) + 5e7), ...Array<number>(9).fill(0)]
  const { decode } = await learn(values)
  const made = decode(3)
  expect([...made.slice(5000)]).toEqual(Array(9).fill(0))
  expect(made.slice(0, 5000).includes(0)).toBe(false)
})
