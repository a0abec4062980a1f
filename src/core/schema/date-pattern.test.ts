import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern } from './date-pattern'

describe('compilePattern', () => {
  test.each([
    ['YYYY-MM-DD', '2024-02-29', Date.UTC(2024, 1, 29)],
    ['YYYY-MM-DD HH:mm:ss', '2010-12-01 08:26:00', Date.UTC(2010, 11, 1, 8, 26)],
    ['YYYY-MM-DDTHH:mm:ss.SSSZ', '2024-03-20T23:59:59.123Z', Date.UTC(2024, 2, 20, 23, 59, 59, 123)],
    ['M/D/YYYY H:mm', '1/13/2017 0:10', Date.UTC(2017, 0, 13, 0, 10)],
    ['DD.MM.YY', '01.02.69', Date.UTC(2069, 1, 1)],
    ['YYYYMMDD', '20240320', Date.UTC(2024, 2, 20)],
    ['D MMM YYYY', '5 Mar 1899', Date.UTC(1899, 2, 5)],
    ['DD-MON-YYYY', '05-MAR-2001', Date.UTC(2001, 2, 5)],
    ['MMMM D, YYYY', 'September 9, 2001', Date.UTC(2001, 8, 9)],
    ['MM/DD/YYYY hh:mm A', '12/31/1999 12:00 AM', Date.UTC(1999, 11, 31)],
    ['h:mma', '12:30pm', (12 * 60 + 30) * 60_000],
    ['HH:mm:ss', '23:00:01', (23 * 3600 + 1) * 1000],
    ['YYYY-MM', '1969-12', Date.UTC(1969, 11, 1)],
    ['ddd, DD MMM YYYY', 'Thu, 01 Jan 1970', 0],
    ['YYYY-MM-DD[ at ]HH', '2000-01-01 at 05', Date.UTC(2000, 0, 1, 5)],
  ])('%s reads %s and writes it again', (pattern, text, ms) => {
    const compiled = compilePattern(pattern)
    expect(compiled.parse(text)).toBe(ms)
    expect(compiled.format(ms)).toBe(text)
  })

  test('zones are taken off', () => {
    expect(compilePattern('YYYY-MM-DDTHH:mm:ssZZ').parse('2024-01-01T01:00:00+02:00')).toBe(Date.UTC(2023, 11, 31, 23))
    expect(compilePattern('HH:mmZZZ').parse('10:00-0130')).toBe(11.5 * 3_600_000)
  })

  test.each([
    ['YYYY-MM-DD', '2023-02-29'],
    ['YYYY-MM-DD', '2023-2-09'],
    ['YYYY-MM-DD', '2023-02-09 '],
    ['DD/MM/YYYY', '12/13/2024'],
    ['HH:mm', '24:00'],
    ['HH:mm', '12:60'],
    ['h:mm A', '13:00 PM'],
    ['D MMM YYYY', '5 Foo 2000'],
  ])('%s refuses %s', (pattern, text) => {
    expect(compilePattern(pattern).parse(text)).toBeUndefined()
  })

  test('reads what it writes, and agrees with the platform’s ISO text', () => {
    const iso = compilePattern('YYYY-MM-DDTHH:mm:ss.SSSZ')
    const span = fc.integer({ min: Date.UTC(1600, 0, 1), max: Date.UTC(2900, 0, 1) })
    fc.assert(
      fc.property(span, (ms) => {
        expect(iso.format(ms)).toBe(new Date(ms).toISOString())
        expect(iso.parse(iso.format(ms))).toBe(ms)
      }),
    )
  })

  test('keeps microseconds as a fraction of a millisecond', () => {
    const micro = compilePattern('YYYY-MM-DD HH:mm:ss.SSSSSS')
    const text = '2024-03-20 10:11:12.123456'
    expect(micro.format(micro.parse(text)!)).toBe(text)
  })
})
