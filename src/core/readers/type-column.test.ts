import { expect, test } from 'vitest'
import { createColumnTyper } from './type-column'
import { createWarnings } from './warnings'

const dialect = { decimalMark: '.', thousandsMark: ',', missingWords: [''], lateWords: true } as const

function typed(cells: readonly string[]) {
  const warnings = createWarnings()
  const typer = createColumnTyper('amount', dialect, warnings)
  const column = typer.type(cells, 2)
  typer.finish(warnings)
  return { column, warnings: warnings.list() }
}

test("accountants' negatives are numbers, and are told to be written anew", () => {
  const { column, warnings } = typed(['(1,234.50)', '99.25', '', '(12.00)', '3,000.75'])
  expect(column).toMatchObject({ kind: 'number', values: Float64Array.of(-1234.5, 99.25, Number.NaN, -12, 3000.75) })
  expect(warnings).toEqual([expect.objectContaining({ code: 'reformatted' })])
})

test('with a currency inside', () => {
  const { column } = typed(['($1,234.50)', '$99.25'])
  expect(column).toMatchObject({ kind: 'number', values: Float64Array.of(-1234.5, 99.25), format: { prefix: '$' } })
})

test.each(['(-5)', '((5))', '()', '(a)', '(555) 123-4567'])('%s is no negative', (text) => {
  expect(typed(['5', text]).column.kind).toBe('text')
})
