import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberColumn, textColumn } from '../table/table'
import { countFormulaCells, isFormulaLike, neutralise } from './formula-text'

test.each([
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+SUM(A1:A9)',
  '-A1',
  '-2+3+cmd|x',
  '@SUM(1)',
  '\tx',
  '\r=1',
  ' =1+1',
  '\u00a0=HYPERLINK("x")',
  '\u200b=1+1',
  '\ufeff=1+1',
  '＝1+1',
  '－A1',
  '＋A1',
  '＠SUM(1)',
  '\0=1',
])('a spreadsheet would run %j', (text) => {
  expect(isFormulaLike(text)).toBe(true)
  expect(neutralise(text)).toBe(`'${text}`)
})

test.each([
  '',
  'a=b',
  '-5.2',
  '+49',
  '+1-457-555-0153',
  '+44 (0)20 7946 0958',
  '-1e-7',
  '-1.234,56',
  '-12 %',
  '-',
  '--',
  '+/-',
  "'=1",
  '007',
  '(=)',
  'x@y.org',
])('a spreadsheet would not run %j', (text) => {
  expect(neutralise(text)).toBe(text)
})

test('no number is damaged, whatever its sign and digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(neutralise(String(value))).toBe(String(value))
    }),
  )
})

test('nothing that is written starts as a formula does', () => {
  const hostile = fc
    .tuple(fc.constantFrom('', ' ', '\t', '\u3000'), fc.constantFrom('=', '+', '-', '@', '＝'), fc.string())
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(hostile, (text) => {
      const written = neutralise(text)
      expect(written.startsWith("'") || /^[-+/\s\d.,'%eE]*$/.test(written)).toBe(true)
    }),
  )
})

test('counts texts and names, each row, but no number and nothing missing', () => {
  const columns = [textColumn(['=1', 'x', '=1', null]), numberColumn([-1, -2, -3, -4])]
  expect(countFormulaCells({ rows: 4, names: ['=a', 'b'], columns })).toBe(3)
})
