import { createRandom, permutation } from '../random'
import { type Column, cellText, type Table } from './table'

export interface SplitOptions {
  /** Shares of the rows, 0–1; the rest is test. Ignored with `holdout: 'early-stop'`. */
  readonly train: number
  readonly control: number
  readonly seed: number
  /** Rows with the same value here stay together. */
  readonly groupColumn?: number | undefined
  /** Columns by which rows are equal: those that are learned. A key differs in every row. All of them if absent. */
  readonly equalIn?: readonly number[] | undefined
  /** early-stop: 95 % train, 5 % control (at most 5,000 rows), no test. */
  readonly holdout: 'full' | 'early-stop'
}

/** Row numbers of each part, ascending. `duplicates`: rows that equal an earlier row of the table. */
export interface Split {
  readonly train: Uint32Array
  readonly control: Uint32Array
  readonly test: Uint32Array
  readonly duplicates: number
}

const mostEarlyStop = 5_000
/** More equal rows than this, and than a hundredth of the table, are a common pattern that points at nobody. */
const mostEqual = 20

/**
 * Parts a table by seed. Equal rows, and rows of one group, never straddle two parts: what is to be told apart later
 * (a copy of a train row from a lucky draw) would else be in both. Only common patterns are parted like any rows: kept
 * together they would give each part rows of its own kind. Shares are met to a row as far as groups allow.
 */
export function splitRows(table: Table, options: SplitOptions): Split {
  const { blocks, duplicates } = blocksOf(table, options)
  const order = permutation(blocks.sizes.length, createRandom(options.seed).fork('split'))
  const targets = targetsOf(table.rows, options)
  const part = assignBlocks(blocks.sizes, order, targets)
  const rows: number[][] = [[], [], []]
  for (let row = 0; row < table.rows; row++) rows[part[blocks.of[row]!]!]!.push(row)
  const [train, control, test] = rows.map((list) => Uint32Array.from(list))
  return { train: train!, control: control!, test: test!, duplicates }
}

interface Blocks {
  /** `[rows]`: the block a row belongs to. */
  readonly of: Uint32Array
  /** `[blocks]`: rows per block. */
  readonly sizes: Uint32Array
}

/** Rows joined by equality, or by group where there is one: it alone decides. */
function blocksOf(table: Table, { groupColumn, equalIn }: SplitOptions): { blocks: Blocks; duplicates: number } {
  const rowsEqual = equalRows(equalIn?.length ? equalIn.map((c) => table.columns[c]!) : table.columns, table.rows)
  const duplicates = table.rows - rowsEqual.sizes.length
  if (groupColumn === undefined) return { blocks: partCommon(rowsEqual), duplicates }
  const column = table.columns[groupColumn]!
  const keys = new Map<string, number>()
  return { blocks: number(table.rows, (row) => idOf(keys, cellText(column, row))), duplicates }
}

/** Every row of a common pattern becomes a block of its own. */
function partCommon({ of, sizes }: Blocks): Blocks {
  const most = Math.max(mostEqual, of.length / 100)
  if (sizes.every((size) => size <= most)) return { of, sizes }
  const ids = new Map<number, number>()
  let last = sizes.length
  return number(of.length, (row) => idOf(ids, sizes[of[row]!]! > most ? last++ : of[row]!))
}

function idOf<K>(ids: Map<K, number>, key: K): number {
  let id = ids.get(key)
  if (id === undefined) {
    id = ids.size
    ids.set(key, id)
  }
  return id
}

function number(rows: number, blockOf: (row: number) => number): Blocks {
  const of = new Uint32Array(rows)
  let most = 0
  for (let row = 0; row < rows; row++) {
    of[row] = blockOf(row)
    if (of[row]! >= most) most = of[row]! + 1
  }
  const sizes = new Uint32Array(most)
  for (let row = 0; row < rows; row++) sizes[of[row]!]!++
  return { of, sizes }
}

/** Two 32-bit hashes of a row find the candidates, a comparison of cells decides. */
function equalRows(columns: readonly Column[], rows: number): Blocks {
  const [low, high] = rowHashes(columns, rows)
  const first = new Map<number, number[]>() // hash → first row of each distinct row with it
  const ids = new Map<number, number>()
  return number(rows, (row) => {
    const key = low[row]! * 2097152 + (high[row]! >>> 11)
    const known = first.get(key)
    const same = known?.find((other) => isEqual(columns, row, other))
    if (same !== undefined) return ids.get(same)!
    if (known) known.push(row)
    else first.set(key, [row])
    return idOf(ids, row)
  })
}

function rowHashes(columns: readonly Column[], rows: number): [Uint32Array, Uint32Array] {
  const low = new Uint32Array(rows).fill(0x811c9dc5)
  const high = new Uint32Array(rows).fill(0x9e3779b9)
  const bits = new Float64Array(1)
  const words = new Uint32Array(bits.buffer)
  for (const column of columns) {
    for (let row = 0; row < rows; row++) {
      bits[0] = cellKey(column, row)
      low[row] = mix(mix(low[row]!, words[0]!, 0x85ebca6b), words[1]!, 0x85ebca6b)
      high[row] = mix(mix(high[row]!, words[1]!, 0xc2b2ae35), words[0]!, 0xc2b2ae35)
    }
  }
  return [low, high]
}

/** A number that is equal for equal cells of a column; missing cells by their spelling. */
function cellKey(column: Column, row: number): number {
  const missing = column.missing?.[row] ?? 0
  if (missing > 0) return -0.5 - missing / 1024
  return column.kind === 'number' ? column.values[row]! + 0 : column.codes[row]!
}

function mix(hash: number, word: number, factor: number): number {
  const h = Math.imul(hash ^ word, factor)
  return (h ^ (h >>> 15)) >>> 0
}

function isEqual(columns: readonly Column[], a: number, b: number): boolean {
  return columns.every((column) => {
    const [x, y] = [column.missing?.[a] ?? 0, column.missing?.[b] ?? 0]
    return x === y && (x > 0 || cellKey(column, a) === cellKey(column, b))
  })
}

/** Rows wanted in train, control and test. Every part that is wanted gets a row while there are enough. */
function targetsOf(rows: number, { train, control, holdout }: SplitOptions): [number, number, number] {
  if (holdout === 'early-stop') {
    const held = rows < 2 ? 0 : Math.min(mostEarlyStop, Math.max(1, Math.round(0.05 * rows)))
    return [rows - held, held, 0]
  }
  const test = Math.max(0, 1 - train - control)
  const wantsTest = test > 1e-9
  if (rows < 3) return rows === 2 && control > 0 ? [1, 1, 0] : [rows, 0, 0]
  let controlRows = control > 0 ? Math.max(1, Math.round(control * rows)) : 0
  let testRows = wantsTest ? Math.max(1, rows - Math.round(train * rows) - controlRows) : 0
  while (controlRows + testRows >= rows) {
    if (controlRows >= testRows) controlRows--
    else testRows--
  }
  return [rows - controlRows - testRows, controlRows, testRows]
}

/** Each block, in random order, goes to the part that lacks most for its share; a big one where it fits best. */
function assignBlocks(sizes: Uint32Array, order: Uint32Array, targets: readonly number[]): Uint8Array {
  const part = new Uint8Array(sizes.length)
  const left = [...targets]
  // Big blocks first (random among equals), so that small ones can fill up to the row.
  const bySize = [...order].sort((a, b) => sizes[b]! - sizes[a]!)
  for (const block of bySize) {
    let best = 0
    let most = -Infinity
    for (let p = 0; p < left.length; p++) {
      const lack = targets[p]! === 0 ? -Infinity : left[p]! / targets[p]!
      if (lack > most) {
        most = lack
        best = p
      }
    }
    part[block] = best
    left[best]! -= sizes[block]!
  }
  return part
}
