import { describe, expect, test } from 'vitest'
import { cellOf, cellsWithin, cellsWithMass, octaves, refineCells } from './cells'
import { mergeCells } from './pieces'

describe('cells', () => {
  const wide = octaves()

  test.each([0, 1, 2, 3, 4, 1023, 1024, -1, -2, -3, -4, 2 ** 50])('%d lies in its octave', (value) => {
    const cell = cellOf(wide, value)
    expect(wide.edges[cell]!).toBeLessThanOrEqual(value)
    expect(wide.edges[cell + 1]!).toBeGreaterThan(value)
  })

  test('values beyond the ends go to the cells there', () => {
    expect(cellOf(wide, 1e300)).toBe(wide.edges.length - 2)
    expect(cellOf(wide, -1e300)).toBe(0)
  })

  test('a range cuts them, both ends in it', () => {
    expect([...cellsWithin(wide, 17, 90).edges]).toEqual([17, 32, 64, 91])
    expect([...cellsWithin(wide, 0, 0).edges]).toEqual([0, 1])
  })

  test('mass is found between the first and the last cell that stands out, or in the fullest', () => {
    const cells = { edges: Float64Array.of(0, 1, 2, 4, 8) }
    expect(cellsWithMass(cells, Float64Array.of(3, 90, 2, 80), 50)).toEqual([1, 8])
    expect(cellsWithMass(cells, Float64Array.of(3, 9, 12, 8), 50)).toEqual([2, 4])
  })

  test('narrow ranges get a cell per step, wide ones cells where the mass is', () => {
    expect(refineCells({ edges: Float64Array.of(17, 32, 91) }, Float64Array.of(5, 5)).edges).toHaveLength(75)
    const fine = refineCells({ edges: Float64Array.of(0, 1, 1000, 100_000) }, Float64Array.of(10, 80, 10)).edges
    expect(fine.length).toBeLessThan(260)
    expect(fine.filter((edge) => edge < 1000).length).toBeGreaterThan(200)
    expect([...fine].every((edge, i) => i === 0 || edge > fine[i - 1]!)).toBe(true)
  })
})

describe('codes', () => {
  const edges = Float64Array.from({ length: 101 }, (_, i) => i)

  test('a cell that holds much stands alone, and all cells are covered in order', () => {
    const counts = Float64Array.from({ length: 100 }, (_, i) => (i === 40 ? 5000 : 100))
    const codes = mergeCells({ edges }, counts, 5)
    const pieces = codes.flatMap((code) => code.pieces)
    expect(codes.some((code) => code.pieces.length === 1 && code.pieces[0]!.low === 40 && code.count === 5000)).toBe(
      true,
    )
    expect(pieces[0]!.low).toBe(0)
    expect(pieces.at(-1)!.high).toBe(100)
    expect(pieces.slice(1).map(({ low }) => low)).toEqual(pieces.slice(0, -1).map(({ high }) => high))
    expect(codes.reduce((sum, { count }) => sum + count, 0)).toBe(14_900)
    expect(codes.reduce((sum, { cells }) => sum + cells, 0)).toBe(100)
  })

  test('noise in empty cells of a small table does not become rows', () => {
    const counts = Float64Array.from({ length: 100 }, (_, i) => (i === 99 ? 300 : i % 2 === 0 ? 9 : -6))
    const pieces = mergeCells({ edges }, counts, 20).flatMap((code) => code.pieces)
    expect(pieces.filter(({ high }) => high <= 99).reduce((sum, { mass }) => sum + mass, 0)).toBe(0)
  })
})
