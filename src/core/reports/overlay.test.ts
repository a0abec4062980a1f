import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field } from '../schema/schema'
import { numberColumn, textColumn } from '../table/table'
import { type ColumnOverlay, columnOverlay } from './overlay'
import { shareBand } from './share-band'

const field = (kind: Field['kind'], more: Partial<Field> = {}): Field => {
  return { name: 'x', kind, action: 'learn', role: 'none', ...more }
}
const total = ({ bars, missing }: ColumnOverlay, side: 'real' | 'synthetic') =>
  bars.reduce((sum, bar) => sum + bar[side], 0) + missing[side]

describe('columnOverlay', () => {
  test('bars and missing cells add up to all rows, on both sides', () => {
    const random = createRandom(3)
    const draw = (n: number) =>
      numberColumn(Array.from({ length: n }, () => (random.below(9) ? random.normal() : Number.NaN)))
    const overlay = columnOverlay(field('decimal'), draw(900), draw(400))
    expect(total(overlay, 'real')).toBeCloseTo(1, 12)
    expect(total(overlay, 'synthetic')).toBeCloseTo(1, 12)
    expect(overlay.bars.length).toBeLessThanOrEqual(42)
    expect(overlay.bars.at(0)!.part).toBe('below')
  })

  test('few whole numbers have a bar each', () => {
    const { bars, ends } = columnOverlay(field('integer'), numberColumn([1, 2, 2, 4]), numberColumn([4, 4, 1, 9]))
    expect(bars.map(({ label, real, synthetic }) => [label, real, synthetic])).toEqual([
      ['1', 0.25, 0.25],
      ['2', 0.5, 0],
      ['3', 0, 0],
      ['4', 0.25, 0.5],
      ['', 0, 0.25],
    ])
    expect(bars.at(-1)!.part).toBe('above')
    expect(ends).toEqual(['1', '4'])
  })

  test('one extreme value does not flatten the picture', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i / 1000)
    const { bars } = columnOverlay(field('decimal'), numberColumn([...values, 1e9]), numberColumn(values))
    expect(bars.filter((bar) => bar.part === 'value' && bar.real > 0).length).toBeGreaterThan(15)
  })

  test('the most frequent levels come first, the rest is pooled', () => {
    const cells = Array.from({ length: 30 }, (_, level) => Array.from({ length: 40 - level }, () => `v${level}`)).flat()
    const { bars } = columnOverlay(field('category'), textColumn(cells), textColumn(cells))
    expect(bars).toHaveLength(21)
    expect(bars[0]!.label).toBe('v0')
    expect(bars[20]).toMatchObject({ part: 'other', label: '' })
  })

  test('an ordinal keeps its order', () => {
    const order = ['low', 'mid', 'high']
    const overlay = columnOverlay(
      field('ordinal', { order }),
      textColumn(['high', 'high', 'low', 'mid']),
      textColumn(['low']),
    )
    expect(overlay.bars.map((bar) => bar.label)).toEqual(order)
    expect(overlay.ordered).toBe(true)
  })

  test('dates lie on a scale and are written as the source does', () => {
    const days = textColumn(['01.02.2020', '03.02.2020', null, '11.02.2020'])
    const overlay = columnOverlay(field('date', { datePattern: 'DD.MM.YYYY' }), days, days)
    expect(overlay.ends).toEqual(['01.02.2020', '11.02.2020'])
    expect(overlay.missing).toEqual({ real: 0.25, synthetic: 0.25 })
  })

  test('names and keys are never shown', () => {
    const names = textColumn(['Ann', 'Bo'])
    expect(columnOverlay(field('name', { action: 'fake' }), names, names).bars).toEqual([])
  })

  test('a column of missing cells has no bars', () => {
    const empty = numberColumn([Number.NaN, Number.NaN])
    expect(columnOverlay(field('decimal'), empty, empty)).toMatchObject({
      bars: [],
      missing: { real: 1, synthetic: 1 },
    })
  })
})

test('fresh shares lie in the band nineteen times of twenty', () => {
  const random = createRandom(8)
  const count = (n: number, p: number) =>
    Array.from({ length: n }, () => random.uniform() < p).filter(Boolean).length / n
  for (const p of [0.003, 0.05, 0.5]) {
    let inside = 0
    for (let i = 0; i < 500; i++) {
      const [low, high] = shareBand(count(300, p), 300, 400)
      const fresh = count(400, p)
      if (fresh >= low && fresh <= high) inside++
    }
    expect(inside / 500).toBeGreaterThan(0.92)
  }
})
