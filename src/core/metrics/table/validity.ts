import type { Schema } from '../../schema/schema'
import { cellText, countMissing, isMissing, type Table } from '../../table/table'
import { boundaryAdherence } from '../column/boundary-adherence'
import { categoryAdherence } from '../column/category-adherence'
import type { ComparedColumn } from '../compared-column'
import { columnNamed } from '../compared-table'
import { checkRules, type RuleCheck } from './rules'

/** What no real row shows, or may not be. Shares (0–1) of synthetic rows; columns without a fault are left out. */
export interface Validity {
  readonly columns: readonly {
    readonly name: string
    /** Numbers and dates beyond all real ones, levels that no real row has. */
    readonly outside: number
    /** Cells missing in a column in which no real cell is. */
    readonly missing: number
    /** Cells that are no number or no date of the column's pattern. */
    readonly unreadable: number
  }[]
  /** Key and id columns: share of synthetic rows whose key another row has too. */
  readonly keys: readonly { readonly name: string; readonly repeated: number }[]
  /** Every rule between columns that real rows keep, broken or not. */
  readonly rules: readonly RuleCheck[]
}

/** `columns`: all real rows against all synthetic ones. */
export function validityOf(
  columns: readonly ComparedColumn[],
  synthetic: Table,
  schema: Schema,
  real: { readonly train: Table; readonly control: Table },
): Validity {
  const rows = Math.max(1, synthetic.rows)
  const faults = columns.map((column) => {
    const { field, real, synthetic: made } = column
    const raw = columnNamed(synthetic, field.name)!
    const missing = countMissing(raw)
    // What is there but could not be read as the column's kind.
    const unreadable = column.scale === 'continuous' ? Math.max(0, made.missing - missing) / rows : 0
    const isNew = real.missing === 0 && missing > 0
    return {
      name: field.name,
      outside: outsideOf(column, missing),
      missing: isNew ? missing / rows : 0,
      unreadable,
    }
  })
  const keys = schema.fields
    .filter(({ role, kind, action }) => (role === 'key' || kind === 'id') && action !== 'drop')
    .flatMap(({ name }) => {
      const column = columnNamed(synthetic, name)
      return column ? [{ name, repeated: repeatedShare(synthetic, name) }] : []
    })
  return {
    columns: faults.filter(({ outside, missing, unreadable }) => outside + missing + unreadable > 0),
    keys,
    rules: checkRules(schema, real.train, synthetic, real.control),
  }
}

/** SDMetrics' adherence, turned round and without what is missing. */
function outsideOf(column: ComparedColumn, missing: number): number {
  const metric = column.scale === 'continuous' ? boundaryAdherence : categoryAdherence
  const { real, synthetic } = column
  const kept = metric.compute(column)
  if (kept.kind === 'undefined') return 0
  // A new gap breaks either adherence, and is told apart from values here.
  const compared = column.scale === 'continuous' && real.missing > 0 ? synthetic.sorted.length : synthetic.rows
  const gaps = real.missing === 0 ? (column.scale === 'continuous' ? synthetic.missing : missing) : 0
  const broken = Math.round((1 - kept.value) * compared) - gaps
  return Math.max(0, broken) / Math.max(1, synthetic.rows)
}

function repeatedShare(table: Table, name: string): number {
  const column = columnNamed(table, name)!
  const counts = new Map<string, number>()
  let present = 0
  for (let row = 0; row < table.rows; row++) {
    if (isMissing(column, row)) continue
    present++
    const text = cellText(column, row)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  let repeated = 0
  for (const count of counts.values()) if (count > 1) repeated += count
  return repeated / Math.max(1, present)
}
