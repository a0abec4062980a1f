import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field } from '../schema/schema'
import { type Column, cellText, numberColumn, textColumn } from '../table/table'
import type { EncodingOptions } from './encoder'
import { luhnDigit } from './id-template'
import { identifier } from './identifier'
import { uniqueOrder } from './unique-order'

const options: EncodingOptions = { bins: 50, exactUpTo: 50, minimumCount: 5 }
const field: Field = { name: 'id', kind: 'id', action: 'learn', role: 'key' }

async function make(column: Column, batches: readonly number[]): Promise<string[]> {
  const fitted = await identifier.fit(column, field, { options, random: createRandom(1) })
  let offset = 0
  return batches.flatMap((rows) => {
    const codes = fitted.units.map(() => new Uint16Array(rows))
    const made = fitted.decode(codes, { rows, offset, random: createRandom(3).fork(offset), seed: 3 })
    offset += rows
    return Array.from({ length: rows }, (_, i) => cellText(made, i))
  })
}

const random = createRandom(9)
const hex = (n: number) => Array.from({ length: n }, () => random.below(16).toString(16)).join('')
const some = (n: number, make: () => string) => Array.from({ length: n }, make)

describe.each([
  [
    'uuid',
    () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[random.below(4)]}${hex(3)}-${hex(12)}`,
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  ],
  [
    'prefix, year, number',
    () => `INV-${2020 + random.below(4)}-${String(random.below(1e6)).padStart(6, '0')}`,
    /^INV-202[0-3]-\d{6}$/,
  ],
  ['letters and digits', () => `${'ABC'[random.below(3)]}${random.below(9e6) + 1e6}x`, /^[ABC]\d{7}x$/],
] as const)('%s', (_, makeOne, pattern) => {
  test('the same pattern, unique in all batches, none of the source', async () => {
    const source = some(3000, makeOne)
    const made = await make(textColumn(source), [1500, 1, 2000])
    expect(made.filter((id) => !pattern.test(id))).toEqual([])
    expect(new Set(made).size).toBe(made.length)
    expect(made.filter((id) => source.includes(id))).toEqual([])
  })
})

test('a check digit is right', async () => {
  const source = some(500, () => {
    const body = `7992${String(random.below(1e9)).padStart(9, '0')}`
    return body + luhnDigit(body)
  })
  const made = await make(textColumn(source), [300])
  expect(made.every((id) => luhnDigit(id.slice(0, -1)) === id.at(-1) && id.startsWith('7992'))).toBe(true)
  // Wikipedia, "Luhn algorithm": 17893729974 is valid.
  expect(luhnDigit('1789372997')).toBe('4')
})

test('numbers that count up go on behind the largest, which is not shown', async () => {
  const made = await make(numberColumn(Array.from({ length: 800 }, (_, i) => 5 * i + 1000)), [3, 2])
  expect(
    made
      .map(Number)
      .slice(1)
      .map((id, i) => id - Number(made[i])),
  ).toEqual([5, 5, 5, 5])
  expect(Number(made[0])).toBeGreaterThan(1000 + 5 * 799)
  expect(Number(made[0]) % 5).toBe(0)
})

test('ids that come again do so as often, and keep their width', async () => {
  const source = Array.from({ length: 4000 }, (_, i) => 12_000 + ((i * 37) % 400) * 13)
  const made = await make(numberColumn(source), [2000, 2000])
  expect(new Set(made).size).toBeGreaterThan(380)
  expect(new Set(made).size).toBeLessThanOrEqual(400)
  expect(made.every((id) => /^[1-9]\d{4}$/.test(id))).toBe(true)
  const known = new Set(source.map(String))
  expect(made.filter((id) => known.has(id))).toEqual([])
})

test('more ids than the pattern has room for are still unique', async () => {
  const source = some(50, () => `A${random.below(10)}${random.below(10)}`)
  const made = await make(textColumn([...new Set(source)]), [4000])
  expect(new Set(made).size).toBe(4000)
})

test('the order of a space is one-to-one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer(), (size, seed) => {
      const order = uniqueOrder(size, seed)
      const seen = new Set(Array.from({ length: size }, (_, i) => order(i)))
      return seen.size === size && [...seen].every((at) => at >= 0 && at < size)
    }),
    { numRuns: 40, seed: 7 },
  )
})
