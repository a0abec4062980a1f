import { shareLevels } from '../learners/column-values'
import { columnNamed } from '../metrics/compared-table'
import type { Field } from '../schema/schema'
import type { Table } from '../table/table'

/** A number per row of each table, the same for rows that are equal in every one of `fields`, as text. */
export function rowIds(tables: readonly Table[], fields: readonly Field[]): Float64Array[] {
  const ids = tables.map((table) => new Float64Array(table.rows))
  for (const { name } of fields) {
    const { levels, codes } = shareLevels(tables.map((table) => columnNamed(table, name)!))
    const known = new Map<number, number>()
    ids.forEach((own, t) => {
      for (let row = 0; row < own.length; row++) {
        const key = own[row]! * (levels.length + 1) + codes[t]![row]!
        let id = known.get(key)
        if (id === undefined) {
          id = known.size
          known.set(key, id)
        }
        own[row] = id
      }
    })
  }
  return ids
}
