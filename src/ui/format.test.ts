import { describe, expect, test } from 'vitest'
import { formatAgo, formatBytes, formatList, formatQuantity, formatSeconds, formatShare } from './format'

describe('figures in words', () => {
  test('a part is never rounded to nothing or to all', () => {
    expect(formatShare(0)).toBe('0 %')
    expect(formatShare(0.0004)).toBe('< 0.1 %')
    expect(formatShare(0.9996)).toBe('> 99.9 %')
    expect(formatShare(1)).toBe('100 %')
    expect(formatShare(0.7749)).toBe('77.5 %')
  })

  test('one is singular', () => {
    expect(formatQuantity(1, 'row')).toBe('1 row')
    expect(formatQuantity(32561, 'row')).toBe('32,561 rows')
  })

  test('bytes in steps of a thousand', () => {
    expect(formatBytes(1)).toBe('1 byte')
    expect(formatBytes(999)).toBe('999 bytes')
    expect(formatBytes(1500)).toBe('1.5 KB')
    expect(formatBytes(200e6)).toBe('200 MB')
  })

  test('seconds, minutes and hours', () => {
    expect(formatSeconds(0.04)).toBe('under 0.1 s')
    expect(formatSeconds(0.34)).toBe('0.3 s')
    expect(formatSeconds(59.2)).toBe('59 s')
    expect(formatSeconds(95)).toBe('1 min 35 s')
    expect(formatSeconds(119.7)).toBe('2 min 0 s')
    expect(formatSeconds(7260)).toBe('2 h 1 min')
  })

  test('how long ago', () => {
    expect(formatAgo(0, 20_000)).toBe('just now')
    expect(formatAgo(0, 3 * 3600_000)).toBe('3 hours ago')
  })

  test('a long list is cut with a count', () => {
    expect(formatList(['a', 'b', 'c', 'd'], 2)).toBe('a, b, and 2 more')
  })
})
