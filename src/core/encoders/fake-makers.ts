import type { faker } from '@faker-js/faker/locale/en'
import type { Random } from '../random'
import type { FakeLayout } from './fake-layout'
import { luhnDigit } from './id-template'

export type Faker = typeof faker
export type PersonalKind = 'name' | 'email' | 'phone' | 'address' | 'iban' | 'card'

interface Made {
  readonly faker: Faker
  readonly random: Random
}

type Make = (layout: FakeLayout, made: Made) => string

/** Per kind a maker of one value in a layout. Nothing that is made can reach anyone. */
export const makers: Readonly<Record<PersonalKind, Make>> = {
  name: (layout, { faker }) => {
    const sex = sexOf(layout.shape)
    const words = layout.shape.replace(/\b(First|Middle|Last)\b/g, (part) =>
      part === 'Last' ? faker.person.lastName() : faker.person.firstName(sex),
    )
    return inCase(words, layout)
  },
  email: ({ shape, letters }, { faker, random }) => {
    const first = asciiWord(faker.person.firstName())
    const local = shape.replace(/first|last|^f(?=[._-])|^flast|0$/g, (part) => {
      if (part === 'first') return first
      if (part === 'f') return first[0]!
      if (part === 'flast') return first[0]! + asciiWord(faker.person.lastName())
      return part === '0' ? String(random.below(90) + 10) : asciiWord(faker.person.lastName())
    })
    // RFC 2606 reserves these domains.
    const address = `${local}@example.${faker.helpers.arrayElement(['com', 'net', 'org'])}`
    return letters === 'upper' ? address.toUpperCase() : address
  },
  phone: ({ shape }, { random }) => fillDigits(shape, phoneDigits(shape, random)),
  address: ({ shape, letters }, { faker }) => inCase(address(shape, faker), { letters }),
  iban: ({ shape, letters }, { faker }) => inCase(iban(shape, faker), { letters }),
  card: ({ shape }, { random }) => fillDigits(shape, cardDigits([...shape].filter((c) => c === '0').length, random)),
}

/** What a title says of the first name. */
function sexOf(shape: string): 'male' | 'female' | undefined {
  if (/\b(Mr|Master)\b/i.test(shape)) return 'male'
  return /\b(Mrs|Ms|Miss)\b/i.test(shape) ? 'female' : undefined
}

function inCase(text: string, { letters }: Pick<FakeLayout, 'letters'>): string {
  if (letters === 'mixed') return text
  return letters === 'upper' ? text.toUpperCase() : text.toLowerCase()
}

const asciiWord = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '')

function fillDigits(shape: string, digits: string): string {
  let at = 0
  // Digits that are kept (a country code) stand before the first zero and are no zeros themselves.
  return shape.replace(/0/g, () => digits[at++] ?? '0')
}

/** Ten open digits are written as a North American number of the block 555-0100 … 0199, which is kept for fiction. */
function phoneDigits(shape: string, random: Random): string {
  const open = [...shape].filter((c) => c === '0').length
  const some = (n: number) => Array.from({ length: n }, () => random.below(10)).join('')
  if (open < 9) return some(open)
  const lead = open === 11 && !shape.startsWith('+') ? '1' : ''
  const area = String(200 + random.below(800))
    .padStart(open - lead.length - 7, '0')
    .slice(0, open - lead.length - 7)
  return `${lead}${area}55501${some(2)}`
}

/** Numbers of the payment brands' own test ranges, with a valid check digit. */
function cardDigits(length: number, random: Random): string {
  const prefix = length === 15 ? '378282' : ['400000', '555555', '411111'][random.below(3)]!
  let digits = prefix
  while (digits.length < length - 1) digits += random.below(10)
  return digits.slice(0, Math.max(0, length - 1)) + luhnDigit(digits.slice(0, Math.max(0, length - 1)))
}

function address(shape: string, faker: Faker): string {
  const [parts = '1', separator, last, lead] = shape.split('/')
  const number = faker.location.buildingNumber()
  const street = faker.location.street()
  const line = lead === 'number first' ? `${number} ${street}` : `${street} ${number}`
  const zip = faker.location.zipCode('#####')
  const city = faker.location.city()
  const state = faker.location.state({ abbreviated: true })
  const place = last === 'zip' ? `${state} ${zip}` : faker.location.state()
  const all = {
    1: [line],
    2: [line, city],
    3: [line, city, place],
    4: [line, faker.location.secondaryAddress(), city, place],
  }
  const chosen = all[Number(parts) as keyof typeof all] ?? all[3]
  return chosen.join(separator === 'lines' ? '\n' : ', ')
}

function iban(shape: string, faker: Faker): string {
  const formatted = shape.endsWith(' ')
  try {
    return faker.finance.iban({ countryCode: shape.slice(0, 2), formatted })
  } catch {
    // A country without IBANs, or one that the faker does not know.
    return faker.finance.iban({ formatted })
  }
}
