import type { Column } from '../table/table'
import type { Encoding } from './encoding'

/** Bytes that can be read as a stream or by position. A `File` in the browser, a file handle in Node. */
export interface ByteSource {
  readonly name: string
  readonly size: number
  stream(): AsyncIterable<Uint8Array>
  slice(start: number, end: number): Promise<Uint8Array>
}

/** How a text file is written. Each guess is shown as a chip and can be changed. */
export interface Dialect {
  readonly delimiter: string
  readonly quote: '"' | "'" | ''
  /** How a quote inside quotes is written: doubled, or behind a backslash. Doubled where it is absent. */
  readonly escape?: '' | '\\'
  readonly encoding: Encoding
  readonly header: boolean
  /** Lines of the header, whose names are joined; one where it is absent. */
  readonly headerLines?: number
  /** Lines before the table. */
  readonly preamble: number
  readonly decimalMark: '.' | ','
  readonly thousandsMark: '' | ',' | '.' | ' ' | "'"
  /** Order of day, month and year where a date could be read two ways. */
  readonly dateOrder: 'ymd' | 'dmy' | 'mdy'
  readonly missingWords: readonly string[]
  /** Which sheet of a workbook. */
  readonly sheet?: string
}

/** For formats that say all this themselves. */
export const plainDialect: Dialect = {
  delimiter: ',',
  quote: '"',
  encoding: 'utf-8',
  header: true,
  preamble: 0,
  decimalMark: '.',
  thousandsMark: '',
  dateOrder: 'ymd',
  missingWords: [],
}

export interface ReadOptions {
  /** What the user changed; the rest is guessed. */
  readonly dialect?: Partial<Dialect>
  /** Rows per chunk. */
  readonly chunkRows?: number
  readonly signal?: { readonly aborted: boolean }
}

/** What a reader found odd. Counted in full, the first 20 rows named (1-based, the header is row 1). */
export interface ReadWarning {
  readonly code:
    | 'ragged-short'
    | 'ragged-long'
    | 'stray-quote'
    | 'open-quote'
    | 'duplicate-header'
    | 'empty-header'
    | 'undecodable'
    | 'mixed-line-ends'
    | 'blank-lines'
    | 'nul-bytes'
    | 'kept-as-text'
    /** Numbers kept by value whose text a writer would not give back: mixed trailing zeros, exponents, +, 20 decimals. */
    | 'reformatted'
    | 'unsupported-type'
  readonly count: number
  readonly rows: readonly number[]
  /** Column names or other facts. */
  readonly detail: readonly string[]
}

export type ReadEvent =
  /** Once, before any rows. `sheets`: of a workbook. `confidence`: 0–1 for the dialect guess. */
  | {
      readonly type: 'opened'
      readonly format: string
      readonly names: readonly string[]
      readonly dialect: Dialect
      readonly sheets: readonly string[]
      readonly confidence: number
    }
  /** Some rows, column by column. `progress`: share of the bytes read, 0–1. */
  | { readonly type: 'rows'; readonly rows: number; readonly columns: readonly Column[]; readonly progress: number }
  /** Once, at the end. `complete`: false when it was cancelled. */
  | {
      readonly type: 'done'
      readonly rows: number
      readonly warnings: readonly ReadWarning[]
      readonly complete: boolean
    }

/** A file format. A new one is one file and one line in the registry. */
export interface Reader {
  readonly id: string
  readonly label: string
  readonly extensions: readonly string[]
  /** Whether the file is of this format, by its first bytes (up to 64 KB, already gunzipped) and its name. */
  recognises(head: Uint8Array, name: string): boolean
  read(source: ByteSource, options: ReadOptions): AsyncIterable<ReadEvent>
}
