import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import { textColumn } from '../table/table'
import { inferSchema } from './infer'

const random = createRandom(5)
const pick = (list: readonly string[]) => list[random.below(list.length)]!
const given = ['Rosa', 'Kira', 'Anna', 'Omar', 'Noah', 'Olga', 'Daniel', 'Priya', 'Lucas', 'Mei']
const family = ['Haddad', 'Jensen', 'Novak', 'Petrov', 'Okafor', 'Silva', 'Tanaka', 'Weber']
const pairs = (a: readonly string[], b: readonly string[], between: string) =>
  Array.from({ length: 1200 }, () => `${pick(a)}${between}${pick(b)}`)
const inferred = (name: string, cells: readonly string[]) =>
  inferSchema({ names: [name], columns: [textColumn(cells)] }).schema.fields[0]!

describe('names that repeat are personal all the same', () => {
  test.each(['patient', 'treated by', 'kunde', 'x1'])('under the header %s', (header) => {
    expect(inferred(header, pairs(given, family, ' '))).toMatchObject({ kind: 'name', action: 'fake' })
  })

  test('family name first', () => {
    expect(inferred('x1', pairs(family, given, ', '))).toMatchObject({ kind: 'name', action: 'fake' })
  })

  test('a header that speaks of people needs no known given names', () => {
    const invented = ['Zorvan', 'Quillo', 'Brask', 'Ymmel', 'Tovrin']
    expect(inferred('customer', pairs(invented, family, ' '))).toMatchObject({ kind: 'name', action: 'fake' })
  })
})

test('two capitalised words that name no person stay a category', () => {
  const adjectives = ['North', 'South', 'Upper', 'Lower', 'Great', 'Little']
  const places = ['Harbour', 'Valley', 'Bridge', 'Market', 'Park', 'Square']
  expect(inferred('place', pairs(adjectives, places, ' '))).toMatchObject({ kind: 'category', action: 'learn' })
})
