import { type Column, isMissing } from '../table/table'

const rowsOf = (column: Column) => (column.kind === 'number' ? column.values.length : column.codes.length)

/** The column with its gaps filled by its own values in turn: nothing is missing, the distribution stays. */
export function fillMissing(column: Column): Column {
  if (!column.missing) return column
  const rows = rowsOf(column)
  const present = Uint32Array.from({ length: rows }, (_, row) => row).filter((row) => !isMissing(column, row))
  if (present.length === 0 || present.length === rows) return column
  let next = 0
  const source = Uint32Array.from({ length: rows }, (_, row) =>
    isMissing(column, row) ? present[next++ % present.length]! : row,
  )
  if (column.kind === 'number') {
    const values = Float64Array.from(source, (row) => column.values[row]!)
    return { kind: 'number', values, format: column.format, spellings: [] }
  }
  return {
    kind: 'text',
    levels: column.levels,
    codes: Int32Array.from(source, (row) => column.codes[row]!),
    spellings: [],
  }
}

/** The column, missing exactly where `first` is. */
export function withMissingOf(column: Column, first: Column, spelling: string): Column {
  const rows = rowsOf(column)
  const missing = Uint8Array.from({ length: rows }, (_, row) => (isMissing(first, row) ? 1 : 0))
  if (!missing.includes(1)) {
    const { missing: _, ...whole } = column
    return { ...whole, spellings: [] }
  }
  if (column.kind === 'number') {
    const values = column.values.map((value, row) => (missing[row] ? Number.NaN : value))
    return { ...column, values, missing, spellings: [spelling] }
  }
  const codes = column.codes.map((code, row) => (missing[row] ? -1 : code))
  return { ...column, codes, missing, spellings: [spelling] }
}
