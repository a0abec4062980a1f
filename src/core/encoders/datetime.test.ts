import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import { compilePattern } from '../schema/date-pattern'
import type { Field } from '../schema/schema'
import { cellText, isMissing, textColumn } from '../table/table'
import { datetime } from './datetime'
import type { Bounds, EncodingOptions } from './encoder'

const options: EncodingOptions = { bins: 60, exactUpTo: 40, minimumCount: 5 }
const dayMs = 86_400_000

async function learn(cells: readonly (string | null)[], pattern: string, kind: Field['kind']) {
  const column = textColumn(cells)
  const field: Field = { name: 'd', kind, action: 'learn', role: 'none', datePattern: pattern }
  const encoder = await datetime.fit(column, field, { options, random: createRandom(1) })
  const codes = encoder.encode(column)
  const decode = (bounds?: Bounds, own = codes) => {
    const rows = own[0]!.length
    const made = encoder.decode(own, {
      rows,
      offset: 0,
      random: createRandom(2),
      seed: 2,
      ...(bounds ? { bounds } : {}),
    })
    return Array.from({ length: rows }, (_, i) => (isMissing(made, i) ? null : cellText(made, i)))
  }
  return { encoder, codes, decode }
}

/** Ten years of visits: weekdays only, more in December, office hours. */
function visits(n: number, pattern: string): string[] {
  const random = createRandom(5)
  const { format } = compilePattern(pattern)
  const made: string[] = []
  while (made.length < n) {
    const days = 14_000 + random.below(3650)
    const isWeekend = (days + 3) % 7 > 4
    const isDecember = new Date(days * dayMs).getUTCMonth() === 11
    if (isWeekend || (!isDecember && random.below(3) > 0)) continue
    made.push(format(days * dayMs + (8 + random.below(10)) * 3_600_000 + random.below(3600) * 1000))
  }
  return made
}

describe('dates', () => {
  test('weekday rhythm and season survive bins of two months', async () => {
    const cells = visits(6000, 'YYYY-MM-DD')
    const { encoder, decode } = await learn(cells, 'YYYY-MM-DD', 'date')
    expect(encoder.units.map((unit) => unit.name)).toEqual(['d · day', 'd · weekday', 'd · month'])
    const made = decode().map((text) => new Date(`${text}T00:00:00Z`))
    expect(made.every((date) => !Number.isNaN(date.getTime()))).toBe(true)
    expect(made.filter((date) => [0, 6].includes(date.getUTCDay()))).toEqual([])
    const december = (list: readonly Date[]) => list.filter((date) => date.getUTCMonth() === 11).length / list.length
    expect(december(made)).toBeCloseTo(december(cells.map((text) => new Date(`${text}T00:00:00Z`))), 2)
  })

  test('a weekday that no day near the end has leads to no day beyond the range', async () => {
    const random = createRandom(8)
    const days: number[] = []
    while (days.length < 6000) {
      const day = 14_001 + random.below(198)
      if ((day + 3) % 7 <= 4) days.push(day)
    }
    const { format } = compilePattern('YYYY-MM-DD')
    const { encoder, codes, decode } = await learn(
      days.map((day) => format(day * dayMs)),
      'YYYY-MM-DD',
      'date',
    )
    const weekday = encoder.units.findIndex(({ name }) => name === 'd · weekday')
    const shuffled = codes.map((own, u) => (u === weekday ? own.toReversed() : own))
    const made = decode(undefined, shuffled).map((text) => Date.parse(`${text}T00:00:00Z`) / dayMs)
    expect(Math.min(...made)).toBeGreaterThanOrEqual(Math.min(...days))
    expect(Math.max(...made)).toBeLessThanOrEqual(Math.max(...days))
  })

  test.each(['M/D/YY', 'DD.MM.YYYY', 'D MMM YYYY', 'YYYYMMDD'])(
    '%s: every cell is a date in the same pattern',
    async (pattern) => {
      const { decode } = await learn(visits(800, pattern), pattern, 'date')
      const { parse, format } = compilePattern(pattern)
      expect(decode().every((text) => format(parse(text!)!) === text)).toBe(true)
    },
  )

  test('an impossible date that many rows hold stays; a lone one is gone', async () => {
    const cells = [...visits(400, 'YYYY-MM-DD'), ...Array<string>(30).fill('0000-00-00'), 'about Easter', null, null]
    const { decode } = await learn(cells, 'YYYY-MM-DD', 'date')
    const made = decode()
    expect(made).not.toContain('about Easter')
    expect(made.slice(400, 430)).toEqual(Array(30).fill(null))
  })
})

describe('times', () => {
  test('hours of the day and the pattern survive; seconds are whole', async () => {
    const pattern = 'YYYY-MM-DD HH:mm:ss'
    const { encoder, decode } = await learn(visits(4000, pattern), pattern, 'datetime')
    expect(encoder.units.map((unit) => unit.name)).toContain('d · hour')
    for (const text of decode()) expect(text).toMatch(/^\d{4}-\d\d-\d\d (0[89]|1[0-7]):[0-5]\d:[0-5]\d$/)
  })

  test('a time that never changes is kept and costs no unit', async () => {
    const cells = visits(500, 'YYYY-MM-DD').map((text) => `${text} 07:30`)
    const { encoder, decode } = await learn(cells, 'YYYY-MM-DD HH:mm', 'datetime')
    expect(encoder.units.some((unit) => /hour|second/.test(unit.name))).toBe(false)
    expect(decode().every((text) => text!.endsWith(' 07:30'))).toBe(true)
  })

  test('a zone is written as most rows write it', async () => {
    const cells = visits(500, 'YYYY-MM-DD[T]HH:mm:ss').map((text) => `${text}+02:00`)
    const { decode } = await learn(cells, 'YYYY-MM-DD[T]HH:mm:ssZZ', 'datetime')
    expect(decode().every((text) => /T(0[89]|1[0-7]):\d\d:\d\d\+02:00$/.test(text!))).toBe(true)
  })

  test('times of day on a grid of ten minutes', async () => {
    const cells = Array.from({ length: 600 }, (_, i) => `${String(i % 24).padStart(2, '0')}:${(i % 6) * 10 || '00'}`)
    const { encoder, decode } = await learn(cells, 'HH:mm', 'time')
    expect(encoder.units.map((unit) => unit.size)).toEqual([24, 6])
    expect(decode()).toEqual(cells)
  })
})

describe('conditions', () => {
  test('a range of instants holds to the minute, its complement too', async () => {
    const pattern = 'YYYY-MM-DD HH:mm'
    const { encoder } = await learn(visits(3000, pattern), pattern, 'datetime')
    const condition = { is: 'between', low: '2012-03-05 10:00', high: '2012-06-01' } as const
    for (const way of ['allow', 'forbid'] as const) {
      const { masks, bounds } = encoder[way](condition)
      const codes = encoder.units.map((unit, u) => {
        const allowed = [...unit.counts.keys()].filter((code) => masks[u]?.[code] ?? 1)
        return Uint16Array.from({ length: 900 }, (_, i) => allowed[(i * 7) % allowed.length]!)
      })
      const made = encoder.decode(codes, {
        rows: 900,
        offset: 0,
        random: createRandom(4),
        seed: 4,
        ...(bounds ? { bounds } : {}),
      })
      const texts = Array.from({ length: 900 }, (_, i) => cellText(made, i))
      const inside = texts.filter((text) => text >= '2012-03-05 10:00' && text <= '2012-06-01 23:59')
      expect(inside.length).toBe(way === 'allow' ? 900 : 0)
    }
  })

  test('a text that is no date is a problem', async () => {
    const { encoder } = await learn(visits(300, 'YYYY-MM-DD'), 'YYYY-MM-DD', 'date')
    expect(() => encoder.allow({ is: 'in', values: ['soon'] })).toThrow('encode/unknown-value')
  })

  test('so is a range that the column never comes near', async () => {
    const { encoder } = await learn(visits(300, 'YYYY-MM-DD'), 'YYYY-MM-DD', 'date')
    expect(() => encoder.allow({ is: 'between', low: '2050-01-01', high: '2051-01-01' })).toThrow(
      'encode/unknown-value',
    )
  })
})
