import { expect, test } from 'vitest'
import type { Field, Schema } from '../schema/schema'
import { readCondition } from './condition-text'

const field = (name: string, kind: Field['kind']): Field => ({ name, kind, action: 'learn', role: 'none' })
const schema: Schema = {
  fields: [field('income', 'category'), field('age', 'integer'), field('a=b', 'category'), field('a', 'category')],
}

test.each([
  ['income=>50K', { field: 'income', condition: { is: 'in', values: ['>50K'] } }],
  ['income=>50K @ 50%', { field: 'income', share: 0.5, condition: { is: 'in', values: ['>50K'] } }],
  ['age=18..30', { field: 'age', condition: { is: 'between', low: '18', high: '30' } }],
  ['age=..30', { field: 'age', condition: { is: 'between', high: '30' } }],
  ['age=-5..-1', { field: 'age', condition: { is: 'between', low: '-5', high: '-1' } }],
  ['income=1..2', { field: 'income', condition: { is: 'in', values: ['1..2'] } }],
  ['a=b=c|d', { field: 'a=b', condition: { is: 'in', values: ['c', 'd'] } }],
  ['a=', { field: 'a', condition: { is: 'missing' } }],
])('reads %s', (text, expected) => {
  expect(readCondition(text, schema)).toEqual(expected)
})

test('names a column that is not there', () => {
  expect(() => readCondition('nothing=1', schema)).toThrow('schema/unknown-column')
})

test.each(['=1', 'income', 'age=..', 'income=>50K @ 120%'])('refuses %s', (text) => {
  expect(() => readCondition(text, schema)).toThrow('recipe/condition-unreadable')
})
