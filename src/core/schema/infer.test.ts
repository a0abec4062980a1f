import { describe, expect, test } from 'vitest'
import { type Column, numberColumn, plainNumber, textColumn } from '../table/table'
import { compilePattern } from './date-pattern'
import { inferSchema } from './infer'
import type { Field, FieldProfile } from './schema'

const n = 200
const times = <T>(make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i))
const pick = <T>(list: readonly T[]) => times((i) => list[(i * 7 + (i % 3)) % list.length]!)

function infer(name: string, column: Column): { field: Field; profile: FieldProfile } {
  const { schema, profiles } = inferSchema({ names: [name], columns: [column] })
  return { field: schema.fields[0]!, profile: profiles[0]! }
}
const kindOf = (name: string, column: Column) => infer(name, column).field.kind

describe('numbers', () => {
  test.each([
    ['education-num', pick([9, 10, 13, 7, 16]), 'integer'],
    ['hours', pick([40, 20, 50, 35]), 'integer'],
    ['flag', pick([0, 1]), 'boolean'],
    ['class', pick([-1, 1]), 'category'],
    ['store_type', pick([1, 2, 3]), 'category'],
    ['weight', times((i) => 1000 + ((i * 7919) % 90_001)), 'integer'],
    ['row', times((i) => i + 1), 'id'],
    ['PolicyNumber', times((i) => 50_000 + i * 37), 'id'],
    ['customer_id', times((i) => 10_000 + (i % 150)), 'id'],
    ['district_id', times((i) => i % 30), 'category'],
    ['ratio', times((i) => i / 7), 'decimal'],
    ['day', times((i) => 20_240_101 + (i % 28)), 'date'],
    ['size', times(() => 5), 'constant'],
  ] as const)('%s is %3$s', (name, values, kind) => {
    expect(kindOf(name, numberColumn(values, { ...plainNumber, places: 4 }))).toBe(kind)
  })

  test('a unique decimal is no id', () => {
    expect(
      kindOf(
        'id',
        numberColumn(
          times((i) => i + 0.5),
          { ...plainNumber, places: 1 },
        ),
      ),
    ).toBe('decimal')
  })

  test('nothing at all is dropped', () => {
    const { field, profile } = infer('gap', textColumn(times(() => null)))
    expect(field).toMatchObject({ kind: 'constant', action: 'drop' })
    expect(profile.warnings).toEqual([{ code: 'not-learned', reason: 'empty' }])
  })
})

// IBANs: examples of the SWIFT IBAN registry. Cards: the test numbers card companies publish.
const ibans = [
  'GB29NWBK60161331926819',
  'DE89 3704 0044 0532 0130 00',
  'FR1420041010050500013M02606',
  'CH9300762011623852957',
]
const cards = ['4111111111111111', '5555 5555 5555 4444', '6011111111111117', '4012888888881881']
const given = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Zoë', 'Jean-Luc', 'Anne']

describe('texts', () => {
  test.each([
    ['answer', pick(['yes', 'no']), 'boolean'],
    ['sex', pick(['male', 'female']), 'category'],
    ['colour', pick(['red', 'green', 'blue']), 'category'],
    ['level', pick(['high', 'low', 'medium']), 'ordinal'],
    ['band', pick(['16 to 17', '18 to 20', 'over 65', '21 to 25']), 'ordinal'],
    ['when', times((i) => `${1 + (i % 12)}/${1 + (i % 28)}/2017 ${i % 24}:${i % 6}0`), 'datetime'],
    ['at', times((i) => `${String(i % 24).padStart(2, '0')}:30`), 'time'],
    ['born', times((i) => `${1 + (i % 28)} Mar 19${10 + (i % 90)}`), 'date'],
    ['contact', times((i) => `user${i}@example.org`), 'email'],
    ['account', pick(ibans), 'iban'],
    ['payment', pick(cards), 'card'],
    ['phone', times((i) => `030 ${100_000 + i * 17}`), 'phone'],
    ['first_name', pick(given), 'name'],
    ['customer name', times((i) => `${given[i % 8]} ${given[(i * 3) % 8]}son${'abcdefghij'[i % 10]}`), 'name'],
    ['street', times((i) => `${i + 1} Main Street`), 'address'],
    ['order', times((i) => `AB-${1000 + i}`), 'id'],
    ['zip', pick(['01234', '00501', '99999']), 'category'],
    ['review', times((i) => `I liked the ${i}th part of it, but the rest was long and dull`), 'text'],
    ['version', pick(['1.10', '1.9', '1.10.2']), 'category'],
  ] as const)('%s is %3$s', (name, cells, kind) => {
    expect(kindOf(name, textColumn(cells))).toBe(kind)
  })

  test('orders run from low to high', () => {
    const order = (cells: readonly string[]) => infer('x', textColumn(cells)).field.order
    expect(order(pick(['over 65', '16 to 17', '18 to 20']))).toEqual(['16 to 17', '18 to 20', 'over 65'])
    expect(order(pick(['more than 8', '1 vehicle', '3 to 4', '2 vehicles']))).toEqual([
      '1 vehicle',
      '2 vehicles',
      '3 to 4',
      'more than 8',
    ])
    expect(order(pick(['1 year', 'under 6 months', 'no change']))).toEqual(['no change', 'under 6 months', '1 year'])
    expect(order(pick(['Wed', 'Monday', 'tue']))).toEqual(['Monday', 'tue', 'Wed'])
  })

  test('codes of things that come again are learned; those of people, and those that hardly repeat, are made up', () => {
    const many = (name: string, distinct: number) => {
      const cells = Array.from({ length: 1200 }, (_, i) => `${10_000 + ((i * 37) % distinct)}A`)
      return infer(name, textColumn(cells)).field
    }
    expect(many('StockCode', 150)).toMatchObject({ kind: 'category', action: 'learn' })
    expect(many('product sku', 150)).toMatchObject({ kind: 'category', action: 'learn' })
    for (const field of [many('StockCode', 900), many('customer code', 150), many('StockID', 150)])
      expect(field).toMatchObject({ kind: 'id', action: 'fake' })
  })

  test('personal data is faked, and said', () => {
    const { field, profile } = infer('e-mail', textColumn(times((i) => `p${i}@example.org`)))
    expect(field.action).toBe('fake')
    expect(profile.warnings).toContainEqual({ code: 'personal', kind: 'email' })
  })

  test('dates that can be read two ways are said', () => {
    const { field, profile } = infer('d', textColumn(times((i) => `0${1 + (i % 9)}/0${1 + ((i * 5) % 9)}/2020`)))
    expect(field.datePattern).toBe('DD/MM/YYYY')
    expect(profile.warnings).toContainEqual({ code: 'ambiguous-dates', patterns: ['DD/MM/YYYY', 'MM/DD/YYYY'] })
  })

  test.each([
    ['YYYY-MM-DDTHH:mm:ssZ', '2024-03-01T10:11:12Z'],
    ['YYYY-MM-DD HH:mm:ss.SSS', '2024-03-01 10:11:12.123'],
    ['YYYY-MM-DDTHH:mm:ss[+02:00]', '2024-03-01T10:11:12+02:00'],
    ['M/D/YYYY h:mm A', '3/15/2024 1:05 PM'],
    ['DD.MM.YYYY', '24.12.2024'],
    ['YYYY-MM', '2024-03'],
    ['MMM D, YYYY', 'Mar 5, 2024'],
    ['DD-MON-YY', '05-MAR-24'],
  ])('the pattern %s', (pattern, text) => {
    expect(infer('when', textColumn([text, text, text.replace('24', '23')])).field.datePattern).toBe(pattern)
  })
})

describe('profiles and roles', () => {
  test('bars add up to the values that are there', () => {
    const column = numberColumn(
      times((i) => (i % 10 === 0 ? Number.NaN : i / 3)),
      { ...plainNumber, places: 2 },
    )
    const { profile } = infer('x', column)
    expect(profile).toMatchObject({ rows: 200, missing: 20, distinct: 180 })
    expect(profile.bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(180)
    expect(profile.bars.length).toBe(32)
  })

  test('the target is a telling name, the key a unique id', () => {
    const columns = [
      numberColumn(times((i) => i)),
      numberColumn(pick([1.5, 2.5, 4])),
      textColumn(pick(['yes', 'no'])),
      textColumn(pick(['a', 'b', 'c'])),
    ]
    const { schema } = inferSchema({ names: ['id', 'x', 'churned', 'plan'], columns })
    expect(schema.fields.map((field) => field.role)).toEqual(['key', 'none', 'target', 'none'])
  })

  test('no target where nothing tells', () => {
    const columns = [1, 2, 3].map((k) => numberColumn(times((i) => (i * k) % 97)))
    const { schema } = inferSchema({ names: ['a', 'b', 'c'], columns })
    expect(schema.fields.every((field) => field.role === 'none')).toBe(true)
  })
})

describe('mixed writing', () => {
  test('numbers with a word among them are numbers; ids with letters among them stay ids', () => {
    const weights = times((i) => (i === 150 ? 'see note' : String(20 + ((i * 37) % 331) / 10)))
    const { field, profile } = infer('weight', textColumn(weights))
    expect(field.kind).toBe('decimal')
    expect(profile.warnings).toContainEqual({
      code: 'mixed-values',
      share: expect.closeTo(1 / n),
      examples: ['see note'],
    })
    const orders = times((i) => (i % 90 === 3 ? `C${536_000 + (i >> 1)}` : String(536_000 + (i >> 1))))
    expect(kindOf('OrderNo', textColumn(orders))).toBe('id')
  })

  test('dates written in two ways are dates, and come out in the first', () => {
    const two = (value: number) => String(value).padStart(2, '0')
    const texts = times((i) => {
      const [month, day] = [two(1 + (i % 12)), two(1 + (i % 28))]
      return i % 2 === 0 ? `2021-${month}-${day}` : `${day}/${month}/2021`
    })
    const { field } = infer('when', textColumn(texts))
    expect(field).toMatchObject({ kind: 'date', datePattern: 'YYYY-MM-DD|DD/MM/YYYY' })
    const { parse, format } = compilePattern(field.datePattern!)
    expect(format(parse('13/04/2021')!)).toBe('2021-04-13')
    expect(parse('2021-13-04')).toBeUndefined()
  })

  test('a header that says whose name it is decides, numbers behind the names or not', () => {
    const called = times((i) => `${['Ada Lovelace', 'Alan Turing', 'Grace Hopper'][i % 3]} ${i % 40}`)
    expect(kindOf('full_name', textColumn(called))).toBe('name')
    expect(kindOf('product', textColumn(called))).not.toBe('name')
  })

  test('a street or two are a category, not addresses', () => {
    expect(kindOf('Straße', textColumn(pick(['Ring', 'Allee', 'Marktstraße'])))).toBe('category')
  })
})
