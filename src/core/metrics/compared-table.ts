import { scaleOf } from '../learners/column-values'
import type { Random } from '../random'
import { permutation } from '../random'
import type { Schema } from '../schema/schema'
import type { Column, Table } from '../table/table'
import { type ComparedColumn, compareColumn } from './compared-column'

/** The learned columns of both tables side by side, in schema order; a column that either lacks is left out. */
export function compareTables(real: Table, synthetic: Table, schema: Schema): ComparedColumn[] {
  return schema.fields.flatMap((field) => {
    const [a, b] = [columnNamed(real, field.name), columnNamed(synthetic, field.name)]
    if (!a || !b) return []
    const compared = compareColumn(field, a, b)
    return compared ? [compared] : []
  })
}

export function columnNamed(table: Table, name: string): Column | undefined {
  return table.columns[table.names.indexOf(name)]
}

/** The table with only the columns that are compared. */
export function learnedFields(schema: Schema, ...tables: readonly Table[]) {
  return schema.fields.filter(
    (field) => scaleOf(field) !== undefined && tables.every((table) => table.names.includes(field.name)),
  )
}

/** All pairs below `n`, or an even choice of at most `most`, spread over the list. */
export function pairsOf(n: number, most: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) pairs.push([a, b])
  if (pairs.length <= most) return pairs
  return Array.from({ length: most }, (_, i) => pairs[Math.floor((i * pairs.length) / most)]!)
}

/** At most `most` row numbers, ascending, seeded; undefined when all rows fit. */
export function sampleRowNumbers(rows: number, most: number, random: Random): Uint32Array | undefined {
  return rows <= most ? undefined : permutation(rows, random).slice(0, most).sort()
}
