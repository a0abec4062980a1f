import type { Column } from '../table/table'
import { isMissing } from '../table/table'
import { fieldAndColumn } from './cells'
import { type MissingTogetherRelation, type Proposal, proposedFrom, type RelationKind } from './relation'

const fewestMissing = 5

/** Columns that lack their value in the same rows: a block of a form that was left empty. */
export const missingTogether: RelationKind<MissingTogetherRelation> = {
  kind: 'missing-together',
  fieldsOf: ({ fields }) => fields,
  find({ schema, table }) {
    const masks = schema.fields.flatMap((field) => {
      const column = fieldAndColumn(schema, table, field.name)?.column
      const mask =
        field.action === 'learn' || field.action === 'fake' ? column && missingMask(column, table.rows) : undefined
      return mask && mask.missing >= fewestMissing && mask.missing < table.rows ? [{ name: field.name, ...mask }] : []
    })
    const proposals: Proposal[] = []
    const left = [...masks]
    while (left.length > 0) {
      const first = left.shift()!
      const group = [first, ...left.filter((other) => agreement(first, other) >= proposedFrom)]
      if (group.length === 1) continue
      for (const other of group.slice(1)) left.splice(left.indexOf(other), 1)
      let [rows, holds] = [0, 0]
      for (let row = 0; row < table.rows; row++) {
        const missing = group.reduce((sum, { mask }) => sum + mask[row]!, 0)
        if (missing === 0) continue
        rows++
        if (missing === group.length) holds++
      }
      if (holds < proposedFrom * rows) continue
      proposals.push({ relation: { kind: 'missing-together', fields: group.map(({ name }) => name) }, rows, holds })
    }
    return proposals
  },
  holds({ fields }, table, schema) {
    const masks = fields.flatMap((name) => {
      const column = fieldAndColumn(schema, table, name)?.column
      return column ? [missingMask(column, table.rows).mask] : []
    })
    return Uint8Array.from({ length: table.rows }, (_, row) =>
      masks.every((mask) => mask[row] === masks[0]![row]) ? 1 : 0,
    )
  },
}

function missingMask(column: Column, rows: number): { readonly mask: Uint8Array; readonly missing: number } {
  const mask = Uint8Array.from({ length: rows }, (_, row) => (isMissing(column, row) ? 1 : 0))
  return { mask, missing: mask.reduce((sum, m) => sum + m, 0) }
}

/** Rows in which both are missing, as a share of those in which one is. */
function agreement(a: { readonly mask: Uint8Array }, b: { readonly mask: Uint8Array }): number {
  let [both, either] = [0, 0]
  for (let row = 0; row < a.mask.length; row++) {
    both += a.mask[row]! & b.mask[row]!
    either += a.mask[row]! | b.mask[row]!
  }
  return both / Math.max(1, either)
}
