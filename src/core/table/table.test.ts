import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNumber, plainNumber } from './table'

describe('formatNumber', () => {
  test.each([
    [1234567.5, { thousandsMark: ',', places: 2, fixed: true }, '1,234,567.50'],
    [1234567.5, { thousandsMark: '.', decimalMark: ',', places: 1 }, '1.234.567,5'],
    [-1234, { thousandsMark: '.', decimalMark: ',', places: 0 }, '-1.234'],
    [-1234, { thousandsMark: "'", prefix: 'CHF ', places: 0 }, "CHF -1'234"],
    [3, { decimalMark: ',', places: 2, fixed: true }, '3,00'],
    [0.1 + 0.2, { places: 2 }, '0.3'],
    [-0.001, { places: 2, fixed: true }, '0.00'],
    [1.5e-7, { places: 8 }, '0.00000015'],
    [2.5, { places: 0 }, '3'],
    // toFixed(1) would write the binary value's tie, .25, as .3.
    [-1378948230598333.2, { places: 1, fixed: true }, '-1378948230598333.2'],
    [1.005, { places: 4, fixed: true }, '1.0050'],
    [45, { suffix: '%', places: 0 }, '45%'],
  ] as const)('%d %j → %s', (value, format, text) => {
    expect(formatNumber(value, { ...plainNumber, ...format })).toBe(text)
  })

  test('gives every double back when its decimals are allowed', () => {
    const ordinary = fc.double({ min: -1e15, max: 1e15, noNaN: true }).filter((v) => v === 0 || Math.abs(v) > 1e-60)
    fc.assert(
      fc.property(ordinary, (value) => {
        expect(Number(formatNumber(value, { ...plainNumber, places: 100 }))).toBe(value + 0)
        const places = (String(value).split('.')[1] ?? '').length
        if (String(value).includes('e')) return
        expect(formatNumber(value, { ...plainNumber, places, fixed: true })).toBe(String(value + 0))
      }),
    )
  })
})
