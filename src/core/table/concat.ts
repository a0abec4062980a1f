import type { Column, NumberColumn, NumberFormat, TextColumn } from './table'
import { cellText } from './table'

const mostSpellings = 255

/**
 * One column from its chunks, in order. Chunks may differ in kind (a column that was all numbers for its first
 * million rows and then had a word): the result is a number column only when every chunk is one and all are written alike, else text.
 */
export function concatColumns(chunks: readonly Column[]): Column {
  const spellings: string[] = []
  const rows = chunks.reduce((sum, chunk) => sum + length(chunk), 0)
  const missing = new Uint8Array(rows)
  let offset = 0
  let any = false
  for (const chunk of chunks) {
    const map = chunk.spellings.map((spelling) => {
      const at = spellings.indexOf(spelling)
      // A 256th way to write a missing value is written as the first.
      return at >= 0 ? at + 1 : spellings.length < mostSpellings ? spellings.push(spelling) : 1
    })
    if (chunk.missing) {
      for (let i = 0; i < chunk.missing.length; i++) {
        const m = chunk.missing[i]!
        if (m === 0) continue
        missing[offset + i] = map[m - 1]!
        any = true
      }
    }
    offset += length(chunk)
  }
  const shared = { spellings, ...(any ? { missing } : {}) }
  const numbers = chunks.filter((chunk): chunk is NumberColumn => chunk.kind === 'number')
  // A chunk without a single value says nothing about the kind.
  const decisive = chunks.filter((chunk) => !(chunk.missing?.every((m) => m !== 0) ?? length(chunk) === 0))
  if (numbers.length > 0 && decisive.every((chunk) => chunk.kind === 'number') && areAlike(numbers)) {
    return { kind: 'number', values: concatValues(chunks, rows), format: mergeFormats(numbers), ...shared }
  }
  return { kind: 'text', ...concatCodes(chunks, rows), ...shared }
}

function length(chunk: Column): number {
  return chunk.kind === 'number' ? chunk.values.length : chunk.codes.length
}

function concatValues(chunks: readonly Column[], rows: number): Float64Array {
  const values = new Float64Array(rows).fill(Number.NaN)
  let offset = 0
  for (const chunk of chunks) {
    if (chunk.kind === 'number') values.set(chunk.values, offset)
    offset += length(chunk)
  }
  return values
}

function concatCodes(chunks: readonly Column[], rows: number): Pick<TextColumn, 'levels' | 'codes'> {
  const index = new Map<string, number>()
  const codes = new Int32Array(rows).fill(-1)
  const codeOf = (text: string) => {
    let code = index.get(text)
    if (code === undefined) {
      code = index.size
      index.set(text, code)
    }
    return code
  }
  let offset = 0
  for (const chunk of chunks) {
    if (chunk.kind === 'text') {
      const map = Int32Array.from(chunk.levels, codeOf)
      for (let i = 0; i < chunk.codes.length; i++) if (chunk.codes[i]! >= 0) codes[offset + i] = map[chunk.codes[i]!]!
    } else {
      for (let i = 0; i < chunk.values.length; i++)
        if (!chunk.missing?.[i]) codes[offset + i] = codeOf(cellText(chunk, i))
    }
    offset += length(chunk)
  }
  return { levels: [...index.keys()], codes }
}

/** Whether one format can write all: the same signs around the number, and marks that do not contradict. */
function areAlike(chunks: readonly NumberColumn[]): boolean {
  const formats = formatsWithValues(chunks)
  const first = formats[0]
  const marks = new Set(formats.map((f) => f.thousandsMark).filter((mark) => mark !== ''))
  return formats.every(
    (f) =>
      f.prefix === first!.prefix &&
      f.suffix === first!.suffix &&
      f.decimalMark === first!.decimalMark &&
      marks.size < 2,
  )
}

/** A chunk of missing values only says nothing about the format. */
function formatsWithValues(chunks: readonly NumberColumn[]): NumberFormat[] {
  return chunks.filter((c) => c.values.some((v) => !Number.isNaN(v))).map((c) => c.format)
}

function mergeFormats(chunks: readonly NumberColumn[]): NumberFormat {
  const formats = formatsWithValues(chunks)
  const first = formats[0] ?? chunks[0]!.format
  const places = Math.max(0, ...formats.map((f) => f.places))
  const thousandsMark = formats.find((f) => f.thousandsMark !== '')?.thousandsMark ?? ''
  return { ...first, thousandsMark, places, fixed: formats.every((f) => f.fixed && f.places === places) && places > 0 }
}
