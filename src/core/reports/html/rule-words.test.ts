import { expect, test } from 'vitest'
import type { Relation } from '../../relations/relation'
import { relationText } from './rule-words'

const sum = (factors: Readonly<Record<string, number>>, constant = 0): Relation => ({
  kind: 'formula',
  target: 'total',
  formula: { is: 'sum', terms: Object.entries(factors).map(([field, factor]) => ({ field, factor })), constant },
})

test.each<[Relation, string]>([
  [sum({ net: 1, tax: 1 }), 'total = net + tax'],
  [sum({ gross: 1, discount: -1 }), 'total = gross − discount'],
  [sum({ discount: -1, gross: 1 }), 'total = −discount + gross'],
  [sum({ celsius: 1.8 }, 32), 'total = 1.8 × celsius + 32'],
  [{ kind: 'formula', target: 'amount', formula: { is: 'product', of: ['n', 'price'] } }, 'amount = n × price'],
  [{ kind: 'formula', target: 'rate', formula: { is: 'quotient', of: ['a', 'b'] } }, 'rate = a ÷ b'],
  [
    {
      kind: 'formula',
      target: 'total',
      formula: {
        is: 'factors',
        factors: [
          { field: 'n', constant: 0, scale: 1 },
          { field: 'discount', constant: 1, scale: -1 },
          { field: 'rate', constant: 1, scale: 0.01 },
        ],
        sign: 1,
        addend: { field: 'fee', factor: 1 },
      },
    },
    'total = n × (1 − discount) × (1 + rate ÷ 100) + fee',
  ],
  [
    {
      kind: 'formula',
      target: 'profit',
      formula: {
        is: 'factors',
        factors: [
          { field: 'n', constant: 0, scale: 1 },
          { field: 'cost', constant: 0, scale: 1 },
        ],
        sign: -1,
        addend: { field: 'revenue', factor: 1 },
      },
    },
    'profit = revenue − n × cost',
  ],
  [{ kind: 'lookup', from: 'city', to: 'country' }, 'city decides country'],
  [{ kind: 'order', low: 'start', high: 'end' }, 'start ≤ end'],
  [{ kind: 'missing-together', fields: ['a', 'b', 'c'] }, 'a, b, and c are missing together'],
])('%o reads %s', (relation, text) => {
  expect(relationText(relation)).toBe(text)
})
