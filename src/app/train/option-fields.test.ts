import * as v from 'valibot'
import { expect, test } from 'vitest'
import { optionFields } from './option-fields'

test('each entry of an options schema becomes a knob with its default and limits', () => {
  const schema = v.object({
    trees: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)), 8),
    share: v.optional(v.pipe(v.number(), v.minValue(0.05)), 0.7),
    smooth: v.optional(v.boolean(), true),
    size: v.optional(v.picklist(['small', 'large']), 'small'),
    bare: v.number(),
  })
  expect(optionFields(schema)).toEqual([
    { kind: 'number', key: 'trees', whole: true, low: 1, high: 64, preset: 8 },
    { kind: 'number', key: 'share', whole: false, low: 0.05, preset: 0.7 },
    { kind: 'boolean', key: 'smooth', preset: true },
    { kind: 'choice', key: 'size', choices: ['small', 'large'], preset: 'small' },
    { kind: 'number', key: 'bare', whole: false },
  ])
})

test('what no simple control can edit is left out', () => {
  expect(optionFields(v.object({ layers: v.optional(v.array(v.number()), [1]) }))).toEqual([])
})
