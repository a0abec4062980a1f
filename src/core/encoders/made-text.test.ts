import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field, FieldKind } from '../schema/schema'
import { cellText, textColumn } from '../table/table'
import type { EncodingOptions } from './encoder'
import { fake } from './fake'
import { luhnDigit } from './id-template'
import { templateText } from './template-text'
import { splitWords } from './text-model'

const options: EncodingOptions = { bins: 50, exactUpTo: 50, minimumCount: 5 }

async function make(kind: FieldKind, cells: readonly (string | null)[], rows = 300): Promise<string[]> {
  const field: Field = { name: 'f', kind, action: 'fake', role: 'none' }
  const encoder = kind === 'text' ? templateText : fake
  const fitted = await encoder.fit(textColumn(cells), field, { options, random: createRandom(1) })
  const codes = fitted.units.map(() => new Uint16Array(rows))
  const made = fitted.decode(codes, { rows, offset: 0, random: createRandom(3), seed: 3 })
  return Array.from({ length: rows }, (_, i) => cellText(made, i))
}

const random = createRandom(17)
const word = (n = 6) => Array.from({ length: n }, () => 'abcdefghijklmnoprstuvw'[random.below(22)]).join('')
const title = (n = 6) => word(n).replace(/^./, (c) => c.toUpperCase())
const some = (make: () => string, n = 400) => Array.from({ length: n }, make)
const digits = (n: number) => Array.from({ length: n }, () => random.below(10)).join('')

describe('fakes keep the layout of the source', () => {
  test.each<[FieldKind, () => string, RegExp]>([
    ['name', () => `${title()}, Mr. ${title()} ${title()}`, /^[^,]+, (Mr|Mrs|Ms|Dr)\. \S+ \S+$/],
    ['name', () => `${word()} ${word()}`.toUpperCase(), /^[^a-z]+ [^a-z]+$/],
    ['email', () => `${word()}.${word()}@corp.test`, /^[a-z]+\.[a-z]+@example\.(com|net|org)$/],
    ['email', () => `${word(1)}${word()}${digits(2)}@corp.test`, /^[a-z]+\d\d@example\.(com|net|org)$/],
    ['phone', () => `(${200 + random.below(700)}) ${digits(3)}-${digits(4)}`, /^\(\d{3}\) 555-01\d\d$/],
    ['phone', () => `+49 30 ${digits(8)}`, /^\+49 \d\d \d55501\d\d$/],
    ['address', () => `${digits(3)} ${title()} Street, ${title()}, OH 4${digits(4)}`, /^\d+ .+, .+, [A-Z]{2} \d{5}$/],
    ['iban', () => `DE${digits(20)}`, /^DE\d{20}$/],
    [
      'card',
      () => `4${digits(3)} ${digits(4)} ${digits(4)} ${digits(4)}`,
      /^(4000 00|5555 55|4111 11)\d\d \d{4} \d{4}$/,
    ],
  ])('%s', async (kind, makeOne, pattern) => {
    const source = some(makeOne)
    const made = await make(kind, source)
    expect(made.filter((text) => !pattern.test(text))).toEqual([])
    expect(made.filter((text) => source.includes(text))).toEqual([])
    expect(new Set(made).size).toBeGreaterThan(90)
  })

  test('card numbers pass the Luhn check', async () => {
    const made = await make(
      'card',
      some(() => `4${digits(15)}`),
    )
    expect(made.every((number) => luhnDigit(number.slice(0, -1)) === number.at(-1))).toBe(true)
  })
})

describe('free text', () => {
  test('frequent words, lengths and the ends of sentences stay; a word of few rows never comes', async () => {
    const source = some(
      () =>
        `Order ${digits(5)} was ${random.below(2) ? 'paid' : 'sent'} by ${title(9)}${random.below(3) ? '.' : ' at the end of the day!'}`,
    )
    const made = await make('text', source)
    const names = new Set(source.flatMap((text) => /by ([A-Z]\w+)/.exec(text)![1]!))
    expect(made.some((text) => text.split(/\W+/).some((each) => names.has(each)))).toBe(false)
    const words = (list: readonly string[]) =>
      list.reduce((sum, text) => sum + splitWords(text).length, 0) / list.length
    expect(Math.abs(words(made) - words(source)) / words(source)).toBeLessThan(0.1)
    expect(made.filter((text) => /^Order \d{5} was (paid|sent)/.test(text)).length).toBeGreaterThan(200)
  })

  test('no run of eight words of the source', async () => {
    const order = 'the quick brown fox jumps over the lazy dog and runs home to sleep'.split(' ')
    const source = some(() => [...order.slice(random.below(4)), title(8)].join(' '))
    const runs = new Set(source.flatMap((text) => eights(text)))
    const made = await make('text', source)
    expect(made.flatMap(eights).filter((run) => runs.has(run))).toEqual([])
  })

  test('codes keep their shape', async () => {
    const made = await make(
      'text',
      some(() => `${title(1)}/${digits(1)} ${digits(5)}`),
    )
    expect(made.filter((text) => /^\p{Lu}\/\d \d{5}$/u.test(text)).length).toBeGreaterThan(250)
  })

  test('a text that many rows hold comes as it is', async () => {
    const made = await make('text', [
      ...Array<string>(300).fill('no comment'),
      ...some(() => `${word(12)} ${word(12)}`, 100),
    ])
    const common = made.filter((text) => text === 'no comment').length
    expect(common / made.length).toBeCloseTo(0.75, 1)
  })
})

function eights(text: string): string[] {
  const words = splitWords(text).map((each) => each.trim().toLowerCase())
  return words.slice(7).map((_, i) => words.slice(i, i + 8).join(' '))
}
