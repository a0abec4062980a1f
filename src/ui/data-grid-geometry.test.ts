import { describe, expect, test } from 'vitest'
import { measureColumns, moveFocus } from './data-grid-geometry'

const size = { rows: 20, columns: 4 }

describe('focus in a grid', () => {
  test('arrows stop at the edges', () => {
    expect(moveFocus('ArrowUp', false, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 })
    expect(moveFocus('ArrowDown', false, { row: 20, column: 0 }, size)).toEqual({ row: 20, column: 0 })
    expect(moveFocus('ArrowRight', false, { row: 3, column: 3 }, size)).toEqual({ row: 3, column: 3 })
  })

  test('with Ctrl, Home and End lead to the corners', () => {
    expect(moveFocus('Home', true, { row: 7, column: 2 }, size)).toEqual({ row: 0, column: 0 })
    expect(moveFocus('End', true, { row: 7, column: 2 }, size)).toEqual({ row: 20, column: 3 })
    expect(moveFocus('End', false, { row: 7, column: 2 }, size)).toEqual({ row: 7, column: 3 })
  })

  test('other keys are left alone', () => {
    expect(moveFocus('a', false, { row: 1, column: 1 }, size)).toBeUndefined()
  })
})

describe('columns by their content', () => {
  test('numbers stand at the end, texts at the start', () => {
    const rows = [
      ['1,204', 'Oslo'],
      ['7.5', 'Lyon'],
      ['', '12 Main Street'],
    ]
    expect(measureColumns(['n', 'city'], rows).map((column) => column.align)).toEqual(['end', 'start'])
  })

  test('a column is as wide as its longest text, within limits', () => {
    const [narrow, wide] = measureColumns(['a', 'b'], [['x', 'y'.repeat(500)]])
    expect(narrow!.width).toBe(64)
    expect(wide!.width).toBe(280)
  })
})
