import type { Column, NumberColumn, NumberFormat, TextColumn } from './table'
import { cellText } from './table'

/**
 * One column from its chunks, in order. Chunks may differ in kind (a column that was all numbers for its first
 * million rows and then had a word): the result is a number column only when every chunk is one, else text.
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
      return at >= 0 ? at + 1 : spellings.push(spelling)
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
  if (numbers.length > 0 && decisive.every((chunk) => chunk.kind === 'number')) {
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

function mergeFormats(chunks: readonly NumberColumn[]): NumberFormat {
  const formats = chunks.filter((c) => c.values.some((v) => !Number.isNaN(v))).map((c) => c.format)
  const first = formats[0] ?? chunks[0]!.format
  const places = Math.max(0, ...formats.map((f) => f.places))
  return { ...first, places, fixed: formats.every((f) => f.fixed && f.places === places) }
}
