import { concatColumns } from '../core/table/concat'
import type { Column, Table } from '../core/table/table'
import { db } from './database'
import type { Chunk } from './objects'

export const sourceOwner = (projectId: string) => `source:${projectId}`
export const outputOwner = (outputId: string) => `output:${outputId}`

/** Stores one batch of rows, in one transaction: all columns or none. */
export async function addBatch(owner: string, part: number, columns: readonly Column[], rows: number): Promise<void> {
  await db.chunks.bulkPut(columns.map((data, column) => ({ owner, part, column, rows, data })))
}

/** The whole table of an owner. `names`: in column order. */
export async function loadTable(owner: string, names: readonly string[]): Promise<Table> {
  const chunks = await db.chunks.where('owner').equals(owner).sortBy('part')
  const parts: Column[][] = names.map(() => [])
  for (const chunk of chunks) parts[chunk.column]?.push(chunk.data)
  const rows = chunks.filter((chunk) => chunk.column === 0).reduce((sum, chunk) => sum + chunk.rows, 0)
  return { rows, names, columns: parts.map(concatColumns) }
}

/** The batches of an owner in order, one at a time: bounded memory. */
export async function* loadBatches(owner: string, names: readonly string[]): AsyncGenerator<Table> {
  for (let part = 0; ; part++) {
    const chunks: Chunk[] = await db.chunks
      .where('[owner+part+column]')
      .between([owner, part, 0], [owner, part, names.length], true, false)
      .toArray()
    if (chunks.length === 0) return
    yield { rows: chunks[0]!.rows, names, columns: chunks.map((chunk) => chunk.data) }
  }
}

export async function deleteChunks(owner: string): Promise<void> {
  await db.chunks.where('owner').equals(owner).delete()
}

/** Deletes the newest batch of an owner; returns how many rows it had. */
export function deleteLastPart(owner: string): Promise<number> {
  return db.transaction('rw', db.chunks, async () => {
    const ofOwner = db.chunks.where('[owner+part+column]').between([owner, 0, 0], [owner, Infinity, 0])
    const last = await ofOwner.last()
    if (!last) return 0
    await db.chunks.where('[owner+part+column]').between([owner, last.part, 0], [owner, last.part, Infinity]).delete()
    return last.rows
  })
}

/** Bytes of a column's arrays and texts. */
export function columnBytes(column: Column): number {
  const own =
    column.kind === 'number'
      ? column.values.byteLength
      : column.codes.byteLength + column.levels.reduce((sum, level) => sum + 2 * level.length, 0)
  return own + (column.missing?.byteLength ?? 0)
}
