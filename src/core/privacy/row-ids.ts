import { columnNamed } from '../metrics/compared-table'
import { hashText } from '../random'
import type { Field } from '../schema/schema'
import { type Column, formatNumber, isMissing, type Table } from '../table/table'

/** What was found for a table, by the columns that were asked for: a report asks several times. */
const held = new WeakMap<Table, Map<string, Float64Array>>()

/**
 * A number per row of each table, the same for rows that are equal in every one of `fields`, as text; a missing cell
 * equals any other. 53 bits of a hash: of n rows that differ, two share a number with a chance of n² / 2⁵⁴.
 */
export function rowIds(tables: readonly Table[], fields: readonly Field[]): Float64Array[] {
  const names = fields.map(({ name }) => name)
  const key = JSON.stringify(names)
  return tables.map((table) => {
    const known = held.get(table) ?? new Map<string, Float64Array>()
    held.set(table, known)
    const ids = known.get(key) ?? idsOf(table, names)
    known.set(key, ids)
    return ids
  })
}

function idsOf(table: Table, names: readonly string[]): Float64Array {
  const low = new Uint32Array(table.rows).fill(0x811c9dc5)
  const high = new Uint32Array(table.rows).fill(0x9e3779b9)
  for (const name of names) {
    const column = columnNamed(table, name)!
    const { index, hashes } = hashedCells(column)
    for (let row = 0; row < table.rows; row++) {
      const cell = 2 * index(row)
      low[row] = mix(low[row]!, hashes[cell]!, 0x85ebca6b)
      high[row] = mix(high[row]!, hashes[cell + 1]!, 0xc2b2ae35)
    }
  }
  return Float64Array.from(low, (word, row) => word * 2 ** 21 + (high[row]! >>> 11))
}

/** Two hashes per distinct cell, and which of them a row has; the first two are those of a missing cell. */
function hashedCells(column: Column): { index: (row: number) => number; hashes: readonly number[] } {
  const hashes = [0, 0]
  const add = (text: string) => hashes.push(hashText(text), hashText(`\n${text}`)) / 2 - 1
  if (column.kind === 'text') {
    for (const level of column.levels) add(level)
    return { index: (row) => column.codes[row]! + 1, hashes }
  }
  const known = new Map<number, number>()
  const index = (row: number) => {
    const value = column.values[row]!
    if (Number.isNaN(value) || isMissing(column, row)) return 0
    let at = known.get(value)
    if (at === undefined) {
      at = add(formatNumber(value, column.format))
      known.set(value, at)
    }
    return at
  }
  return { index, hashes }
}

function mix(hash: number, word: number, factor: number): number {
  const h = Math.imul(hash ^ word, factor)
  return (h ^ (h >>> 15)) >>> 0
}
