import { hashText } from '../random'
import type { Split } from './split'
import { type Column, cellText, type Table } from './table'

export interface ContentSplitOptions {
  /** Shares of the rows, 0–1; the rest is test. */
  readonly train: number
  readonly control: number
  readonly seed: number
  /** Rows with the same value here stay together. */
  readonly groupColumn?: number
}

/**
 * Parts a table by a seeded hash of each row (or of its group's value), so that equal rows stay together and no row
 * decides where another goes: what differential privacy needs of a split whose seed is known.
 */
export function splitByContent(table: Table, options: ContentSplitOptions): Omit<Split, 'duplicates'> {
  const { train, control, seed, groupColumn } = options
  const columns = groupColumn === undefined ? table.columns : [table.columns[groupColumn]!]
  const hashes = new Uint32Array(table.rows).fill(mix(0x9e3779b9, seed))
  for (const column of columns) addColumn(hashes, column)
  const rows: number[][] = [[], [], []]
  hashes.forEach((hash, row) => {
    const at = finish(hash) / 2 ** 32
    rows[at < train ? 0 : at < train + control ? 1 : 2]!.push(row)
  })
  const [first, second, third] = rows.map((list) => Uint32Array.from(list))
  return { train: first!, control: second!, test: third! }
}

/** Texts are hashed as texts: their codes depend on which rows come before. */
function addColumn(hashes: Uint32Array, column: Column): void {
  const levels = column.kind === 'text' ? column.levels.map(hashText) : []
  for (let row = 0; row < hashes.length; row++) {
    const isPlainText = column.kind === 'text' && column.codes[row]! >= 0
    const cell = isPlainText ? levels[column.codes[row]!]! : hashText(cellText(column, row))
    hashes[row] = mix(hashes[row]!, cell)
  }
}

function mix(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x85ebca6b)
  return (h ^ (h >>> 13)) >>> 0
}

/** MurmurHash3's finalizer: every bit of the hash decides every bit of the result. */
function finish(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
