import { learnedFields } from '../metrics/compared-table'
import { rowIds } from '../privacy/row-ids'
import type { FieldKind, Schema } from '../schema/schema'
import type { Table } from '../table/table'

/** What a report says about a table that was made elsewhere. JSON; names and counts, no cell. */
export interface AuditFacts {
  readonly files: { readonly real: string; readonly holdout?: string; readonly synthetic: string }
  /**
   * given: control and test are rows of a file that the other tool never saw · split: they were parted from the real
   * file here, and the tool may have learned from them.
   */
  readonly holdout: 'given' | 'split'
  /** What did not fit, by file. */
  readonly mismatches: { readonly synthetic: readonly Mismatch[]; readonly holdout: readonly Mismatch[] }
}

/** `name`: as the real table calls the column. */
export type Mismatch =
  | { readonly code: 'missing-column' | 'extra-column'; readonly name: string }
  /** Taken for the same although the header differs in case, blanks or signs. */
  | { readonly code: 'renamed'; readonly name: string; readonly as: string }
  /** Hardly a cell can be read as the real column's kind: the column is not compared. */
  | { readonly code: 'other-kind'; readonly name: string; readonly kind: FieldKind }
  /** Cells that can't be read as the real column's kind; they count as missing. */
  | { readonly code: 'unreadable'; readonly name: string; readonly kind: FieldKind; readonly cells: number }
  /** Fractions where the real column holds whole numbers. */
  | { readonly code: 'not-whole'; readonly name: string; readonly cells: number }
  /** Written otherwise, and read all the same: another date pattern, decimal mark, case, or blanks around. */
  | { readonly code: 'other-format'; readonly name: string; readonly what: 'date' | 'number' | 'case' }

export interface AuditReport extends AuditFacts {
  /** Synthetic rows that equal any row of the real files in every compared column. */
  readonly realCopies: { readonly rows: number; readonly compared: number }
}

/** The facts, and how many synthetic rows repeat a real row, whichever part it fell into. */
export function auditReport(facts: AuditFacts, real: readonly Table[], synthetic: Table, schema: Schema): AuditReport {
  const tables = [...real, synthetic]
  const ids = rowIds(tables, learnedFields(schema, ...tables))
  const known = new Set(ids.slice(0, -1).flatMap((own) => [...own]))
  const rows = ids.at(-1)!.reduce((sum, id) => sum + (known.has(id) ? 1 : 0), 0)
  return { ...facts, realCopies: { rows, compared: synthetic.rows } }
}
