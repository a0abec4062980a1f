import type { Column, NumberColumn, NumberFormat, TextColumn } from '../table/table'
import { formatNumber, plainNumber } from '../table/table'

/** The column as numbers. In a text column a word that is no number counts as a spelling of missing. */
export function asNumbers(column: Column): NumberColumn {
  if (column.kind === 'number') return column
  const spellings = [...column.spellings]
  const parsed = column.levels.map((text) => (/^\s*[-+.\d]/.test(text) ? Number(text) : Number.NaN))
  const words = new Map<number, number>()
  const wordOf = (level: number) => {
    let at = words.get(level)
    if (at === undefined) {
      at = spellings.length < 255 ? spellings.push(column.levels[level]!) : 255
      words.set(level, at)
    }
    return at
  }
  const values = new Float64Array(column.codes.length).fill(Number.NaN)
  const missing = new Uint8Array(column.codes.length)
  for (let i = 0; i < values.length; i++) {
    const m = column.missing?.[i] ?? 0
    const level = column.codes[i]!
    if (m > 0) missing[i] = m
    else if (Number.isFinite(parsed[level]!)) values[i] = parsed[level]!
    else missing[i] = wordOf(level)
  }
  const places = column.levels.map((text, i) => (Number.isFinite(parsed[i]!) ? decimalsOf(text) : 0))
  const format: NumberFormat = { ...plainNumber, places: places.reduce((a, b) => Math.max(a, b), 0) }
  return { kind: 'number', values, format, missing, spellings }
}

/** The column as texts: numbers as the source writes them. */
export function asTexts(column: Column): TextColumn {
  if (column.kind === 'text') return column
  const index = new Map<number, number>()
  const texts = new Map<string, number>()
  const codes = new Int32Array(column.values.length)
  for (let i = 0; i < codes.length; i++) {
    if (column.missing?.[i]) {
      codes[i] = -1
      continue
    }
    const value = column.values[i]!
    let code = index.get(value)
    if (code === undefined) {
      const text = formatNumber(value, column.format)
      code = texts.get(text) ?? texts.size
      texts.set(text, code)
      index.set(value, code)
    }
    codes[i] = code
  }
  const { spellings, missing } = column
  return { kind: 'text', levels: [...texts.keys()], codes, spellings, ...(missing ? { missing } : {}) }
}

function decimalsOf(text: string): number {
  const match = /\.(\d+)\s*$/.exec(text)
  return match ? match[1]!.length : 0
}

/** A number as a person or the source writes it; NaN when it is none. */
export function parseNumber(text: string, format: NumberFormat): number {
  let t = text.trim()
  if (format.prefix && t.startsWith(format.prefix)) t = t.slice(format.prefix.length)
  if (format.suffix && t.endsWith(format.suffix)) t = t.slice(0, -format.suffix.length)
  t = t.trim()
  const plain = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i
  if (format.thousandsMark !== '') t = t.split(format.thousandsMark).join('')
  if (format.decimalMark === ',') t = t.replace(',', '.')
  return plain.test(t) ? Number(t) : Number.NaN
}
