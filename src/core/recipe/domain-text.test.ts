import { expect, test } from 'vitest'
import type { Field, Schema } from '../schema/schema'
import { domainLines, readDomainLines, readDomains } from './domain-text'

const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  name,
  kind,
  action: 'learn',
  role: 'none',
  ...more,
})
const schema: Schema = {
  fields: [
    field('age', 'integer'),
    field('price', 'decimal'),
    field('sex', 'category'),
    field('born', 'date', { datePattern: 'DD.MM.YYYY' }),
    field('mail', 'email'),
    field('gone', 'category', { action: 'drop' }),
  ],
}

test('ranges and lists, in the way that the file writes them; what is read is written again', () => {
  const lines = ['age=17..90', 'price=0,5..99,9', 'sex=Female|Male', 'born=01.02.1950..31.12.2010']
  const domains = readDomains(['age = 17..90', '', ...lines.slice(1)], schema)
  expect(domains).toEqual({
    age: { is: 'between', low: '17', high: '90' },
    price: { is: 'between', low: '0,5', high: '99,9' },
    sex: { is: 'in', values: ['Female', 'Male'] },
    born: { is: 'between', low: '01.02.1950', high: '31.12.2010' },
  })
  expect(domainLines(domains)).toEqual(lines)
})

test.each([
  ['salary=1..2', { code: 'schema/unknown-column', column: 'salary' }],
  ['old people', { code: 'recipe/condition-unreadable', text: 'old people' }],
  ['age=17..', { code: 'dp/domain-unfit', column: 'age', needs: 'range' }],
  ['age=17|18', { code: 'dp/domain-unfit', column: 'age', needs: 'range' }],
  ['age=', { code: 'dp/domain-unfit', column: 'age', needs: 'range' }],
  ['age=90..17', { code: 'dp/range-unreadable', column: 'age', low: '90', high: '17' }],
  ['age=young..old', { code: 'dp/range-unreadable', column: 'age', low: 'young', high: 'old' }],
  [
    'born=01.02.1990..31.12.1980',
    { code: 'dp/range-unreadable', column: 'born', low: '01.02.1990', high: '31.12.1980' },
  ],
  ['born=1990..32.12.2020', { code: 'dp/range-unreadable', column: 'born', low: '1990', high: '32.12.2020' }],
  ['sex=', { code: 'dp/domain-unfit', column: 'sex', needs: 'values' }],
  ['sex=Female||Male', { code: 'dp/domain-unfit', column: 'sex', needs: 'values' }],
  ['mail=a@b.org|c@d.org', { code: 'dp/domain-unfit', column: 'mail', needs: 'nothing' }],
  ['gone=yes|no', { code: 'dp/domain-unfit', column: 'gone', needs: 'nothing' }],
])('%s declares nothing, and says so', (text, problem) => {
  const lines = ['sex=Female|Male', '', text]
  expect(readDomainLines(lines, schema)).toEqual({
    domains: { sex: { is: 'in', values: ['Female', 'Male'] } },
    unread: [{ line: 3, text, problem }],
  })
  expect(() => readDomains(lines, schema)).toThrow(expect.objectContaining({ problem }))
})
