import type { TextColumn } from '../table/table'
import type { PersonalKind } from './fake-makers'

/** How a value is written. `shape`: name parts, or digits as 0; held by at least `minimumCount` rows. */
export interface FakeLayout {
  readonly shape: string
  readonly letters: 'upper' | 'lower' | 'mixed'
  readonly rows: number
}

const plain: Readonly<Record<PersonalKind, string>> = {
  name: 'First Last',
  email: 'first.last',
  phone: '000-000-0000',
  address: 'street',
  iban: 'DE',
  card: '0000 0000 0000 0000',
}

export function learnLayouts(column: TextColumn, kind: PersonalKind, minimumCount: number): FakeLayout[] {
  const counts = new Map<string, { shape: string; letters: FakeLayout['letters']; rows: number }>()
  const keys = column.levels.map((text) => {
    const shape = shapes[kind](text.trim())
    const letters = caseOf(text)
    return { key: `${letters} ${shape}`, shape, letters }
  })
  for (const code of column.codes) {
    if (code < 0) continue
    const { key, shape, letters } = keys[code]!
    const known = counts.get(key)
    if (known) known.rows++
    else counts.set(key, { shape, letters, rows: 1 })
  }
  const kept = [...counts.values()].filter(({ rows }) => rows >= minimumCount).sort((a, b) => b.rows - a.rows)
  return kept.length > 0 ? kept.slice(0, 40) : [{ shape: plain[kind], letters: 'mixed', rows: 1 }]
}

function caseOf(text: string): FakeLayout['letters'] {
  if (!/\p{L}/u.test(text)) return 'mixed'
  if (text === text.toUpperCase()) return 'upper'
  return text === text.toLowerCase() ? 'lower' : 'mixed'
}

const shapes: Readonly<Record<PersonalKind, (text: string) => string>> = {
  name: nameShape,
  email: (text) => {
    const local = text.split('@')[0]!
    const separator = /[._-]/.exec(local)?.[0]
    if (separator === undefined) return /\d$/.test(local) ? 'flast0' : 'flast'
    const first = local.split(separator)[0]!.length === 1 ? 'f' : 'first'
    return `${first}${separator}last${/\d$/.test(local) ? '0' : ''}`
  },
  phone: (text) =>
    text.replace(/\d/g, '0').replace(/^(\+?)(0+)/, (_, plus: string, zeros: string) => countryOf(text, plus, zeros)),
  address: (text) => {
    const separator = text.includes('\n') ? '\n' : ', '
    const parts = text.split(/\n|,\s*/).length
    const last = /\d{5}(-\d{4})?$/.test(text) ? 'zip' : 'word'
    const lead = /^\d/.test(text) ? 'number first' : 'number last'
    return [Math.min(parts, 4), separator === '\n' ? 'lines' : 'commas', last, lead].join('/')
  },
  iban: (text) => `${text.slice(0, 2).toUpperCase()}${/\s/.test(text) ? ' ' : ''}`,
  card: (text) => text.replace(/\d/g, '0'),
}

/** A country code belongs to the format: it stays. */
function countryOf(text: string, plus: string, zeros: string): string {
  if (plus === '') return zeros
  const code = /^\+(1|7|[2-9]\d)/.exec(text)?.[1] ?? ''
  return plus + code + zeros.slice(code.length)
}

/** 'Last, Mr. First Middle' and the like: which part stands where; titles are few and stay. */
function nameShape(text: string): string {
  const title = /\b(Mr|Mrs|Ms|Miss|Master|Dr|Prof)(\.?)(?=\s)/i.exec(text)
  const bare = text.replace(/\(.*?\)|".*?"/g, '').replace(title?.[0] ?? /$^/, '')
  const parts = bare.split(',')
  const count = (part: string) =>
    part
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '').length
  const called = title ? `${title[0]} ` : ''
  if (parts.length === 2) return `Last, ${called}${given(count(parts[1]!))}`
  const words = Math.min(3, count(bare))
  if (words <= 1) return `${called}${title ? 'Last' : 'First'}`
  return `${called}${given(words - 1)} Last`
}

function given(words: number): string {
  return words >= 2 ? 'First Middle' : 'First'
}
