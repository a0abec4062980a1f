import { expect, test } from 'vitest'
import type { FieldCondition } from '../core/recipe/recipe'
import { conditionWords } from './condition-words'

const words = (condition: FieldCondition['condition'], share?: number) =>
  conditionWords({ field: 'x', condition, ...(share === undefined ? {} : { share }) })

test.each([
  [words({ is: 'in', values: ['>50K'] }, 0.5), 'is >50K in 50 % of rows'],
  [words({ is: 'in', values: ['a', 'b'] }), 'is one of a and b'],
  [words({ is: 'between', low: '18', high: '30' }), 'is between 18 and 30'],
  [words({ is: 'between', low: '18' }), 'is at least 18'],
  [words({ is: 'between', high: '2020-01-31' }, 0.125), 'is at most 2020-01-31 in 12.5 % of rows'],
  [words({ is: 'missing' }, 1), 'is missing'],
  [words({ is: 'present' }), 'is not missing'],
])('%s', (made, sentence) => {
  expect(made).toBe(sentence)
})
