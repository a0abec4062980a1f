import { learnedFields } from '../metrics/compared-table'
import { StudioError } from '../problem'
import type { Dialect } from '../readers/reader'
import type { AuditFacts } from '../reports/audit-facts'
import { inferSchema } from '../schema/infer'
import type { Schema } from '../schema/schema'
import { concatColumns } from '../table/concat'
import { type Split, splitRows } from '../table/split'
import { type Column, type Table, textColumn } from '../table/table'
import { togetherBy } from '../together'
import { type AlignedTable, alignTable } from './align-table'

/** A file as it was read. */
export interface AuditFile {
  readonly name: string
  readonly table: Table
  readonly dialect: Dialect
}

export interface AuditFiles {
  readonly real: AuditFile
  /** Rows that the other tool never saw. */
  readonly holdout?: AuditFile
  readonly synthetic: AuditFile
}

export interface PreparedAudit {
  readonly schema: Schema
  /** The real rows, and after them those of the hold-out. */
  readonly table: Table
  readonly holdoutRows: number
  /** In the real table's columns and kinds. */
  readonly synthetic: Table
  readonly facts: AuditFacts
}

const fewestRows = 20
/** Half of it is control, half is for tests: with fewer nothing can be concluded from either. */
const fewestHoldout = 100

/** Brings the files of an audit into one shape. Throws `audit/…` where they can't be compared. */
export function prepareAudit({ real, holdout, synthetic }: AuditFiles, known?: Schema): PreparedAudit {
  const needs = [[real, fewestRows] as const, [synthetic, fewestRows] as const]
  for (const [{ name, table }, needed] of holdout ? [...needs, [holdout, fewestHoldout] as const] : needs)
    if (table.rows < needed) throw new StudioError({ code: 'audit/too-few-rows', name, rows: table.rows, needed })
  const schema = known ?? inferSchema(real.table, { dateOrder: real.dialect.dateOrder }).schema
  if (learnedFields(schema, real.table).length === 0)
    throw new StudioError({ code: 'audit/nothing-to-compare', name: real.name })
  const made = alignFile(real, schema, synthetic)
  const kept = holdout && alignFile(real, schema, holdout)
  if (holdout && kept) checkHoldout(holdout.name, kept, schema)
  return {
    schema,
    table: kept ? stacked(real.table, kept.table) : real.table,
    holdoutRows: kept?.table.rows ?? 0,
    synthetic: made.table,
    facts: {
      files: { real: real.name, synthetic: synthetic.name, ...(holdout ? { holdout: holdout.name } : {}) },
      holdout: holdout ? 'given' : 'split',
      mismatches: { synthetic: made.mismatches, holdout: kept?.mismatches ?? [] },
    },
  }
}

function alignFile(real: AuditFile, schema: Schema, other: AuditFile): AlignedTable {
  const aligned = alignTable(real.table, schema, real.dialect.missingWords, other.table)
  if (learnedFields(schema, aligned.table).length > 0) return aligned
  throw new StudioError({
    code: 'audit/no-common-columns',
    name: other.name,
    real: real.name,
    has: other.table.names.slice(0, 5),
    expected: real.table.names.slice(0, 5),
  })
}

/** Control and test need every column that is compared. */
function checkHoldout(name: string, { table }: AlignedTable, schema: Schema): void {
  const columns = learnedFields(schema).flatMap(({ name }) => (table.names.includes(name) ? [] : [name]))
  if (columns.length > 0) throw new StudioError({ code: 'audit/holdout-lacks-columns', name, columns })
}

/** The rows of both, in the columns of the first; a column that the second lacks is empty there. */
function stacked(first: Table, second: Table): Table {
  const empty = (): Column => textColumn(Array.from({ length: second.rows }, () => null))
  const columns = first.columns.map((column, c) =>
    concatColumns([column, second.columns[second.names.indexOf(first.names[c]!)] ?? empty()]),
  )
  return { rows: first.rows + second.rows, names: first.names, columns }
}

/**
 * With a hold-out all real rows are train, and its rows are halved into control and test, seeded, equal rows and groups
 * together. `table`: real rows, then those of the hold-out.
 */
export function splitHoldout(table: Table, holdoutRows: number, schema: Schema, seed: number): Split {
  const start = table.rows - holdoutRows
  const rest: Table = {
    rows: holdoutRows,
    names: table.names,
    columns: table.columns.map((column) => tailOf(column, start)),
  }
  const halves = { train: 0.5, control: 0.5, holdout: 'full', seed } as const
  const split = splitRows(rest, { ...halves, ...togetherBy(schema) })
  return {
    train: Uint32Array.from({ length: start }, (_, row) => row),
    control: split.train.map((row) => start + row),
    test: split.control.map((row) => start + row),
    duplicates: split.duplicates,
  }
}

function tailOf(column: Column, start: number): Column {
  const missing = column.missing ? { missing: column.missing.subarray(start) } : {}
  if (column.kind === 'number') return { ...column, values: column.values.subarray(start), ...missing }
  return { ...column, codes: column.codes.subarray(start), ...missing }
}
