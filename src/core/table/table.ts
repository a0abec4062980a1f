/**
 * A table in memory, column after column. Numbers are stored as numbers together with what is needed to write them
 * as the source did; everything else is stored as codes into the column's distinct texts.
 */
export interface Table {
  readonly rows: number
  readonly names: readonly string[]
  readonly columns: readonly Column[]
}

export type Column = NumberColumn | TextColumn

interface WithMissing {
  /** `[rows]`: 0 where a value is present, else 1 + the position of the cell's spelling in `spellings`. */
  readonly missing?: Uint8Array
  /** How the source writes a missing value: '', 'NA', '?'. At most 255. */
  readonly spellings: readonly string[]
}

/** `values`: `[rows]`, NaN where missing. Written with {@link NumberFormat}. */
export interface NumberColumn extends WithMissing {
  readonly kind: 'number'
  readonly values: Float64Array
  readonly format: NumberFormat
}

/** `codes`: `[rows]`, positions in `levels` (distinct texts, in order of first appearance), −1 where missing. */
export interface TextColumn extends WithMissing {
  readonly kind: 'text'
  readonly levels: readonly string[]
  readonly codes: Int32Array
}

/** How a column's numbers are written. `places`: the most decimals seen; `fixed`: every number has that many. */
export interface NumberFormat {
  readonly places: number
  readonly fixed: boolean
  readonly decimalMark: '.' | ','
  readonly thousandsMark: '' | ',' | '.' | ' ' | '\u00a0' | '\u202f' | "'" | '_'
  readonly prefix: string
  readonly suffix: string
}

export const plainNumber: NumberFormat = {
  places: 0,
  fixed: false,
  decimalMark: '.',
  thousandsMark: '',
  prefix: '',
  suffix: '',
}

/** The parts of the real data. A role is a field, so that it survives cloning and a mix-up does not compile. */
export interface TrainTable {
  readonly role: 'train'
  readonly table: Table
}
export interface ControlTable {
  readonly role: 'control'
  readonly table: Table
}
export interface TestTable {
  readonly role: 'test'
  readonly table: Table
}

export function isMissing(column: Column, row: number): boolean {
  return column.missing !== undefined && column.missing[row] !== 0
}

/** Number of missing cells. */
export function countMissing(column: Column): number {
  let count = 0
  if (column.missing) for (const m of column.missing) if (m !== 0) count++
  return count
}

/** The cell as the source would write it; a missing cell in its own spelling. */
export function cellText(column: Column, row: number): string {
  const missing = column.missing?.[row] ?? 0
  if (missing !== 0) return column.spellings[missing - 1] ?? ''
  if (column.kind === 'text') return column.levels[column.codes[row]!]!
  return formatNumber(column.values[row]!, column.format)
}

/** One row as text, in column order. */
export function rowTexts(table: Table, row: number): string[] {
  return table.columns.map((column) => cellText(column, row))
}

/** A number as its column writes it. No exponent between 1e-100 and 1e21, never a negative zero. */
export function formatNumber(value: number, format: NumberFormat): string {
  let text = format.fixed ? padded(value, format.places) : shortest(value, format.places)
  if (text.startsWith('-') && !/[1-9e]/.test(text)) text = text.slice(1)
  const [whole = '', part] = text.split('.')
  const grouped = format.thousandsMark === '' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, format.thousandsMark)
  return format.prefix + (part === undefined ? grouped : grouped + format.decimalMark + part) + format.suffix
}

/** Exactly `places` decimals: the fewest digits that give `value` back where they are no more than that, then zeros. */
function padded(value: number, places: number): string {
  const plain = String(value)
  const at = plain.indexOf('.')
  // Beyond 15 digits toFixed rounds the binary value, and so writes digits that were never read.
  if (at < 0 || plain.includes('e') || plain.length - at - 1 > places) return value.toFixed(places)
  return plain.padEnd(at + 1 + places, '0')
}

/** The fewest digits that give `value` back, with no more than `places` decimals. */
function shortest(value: number, places: number): string {
  const plain = String(value)
  const at = plain.indexOf('.')
  if (plain.includes('e+') || (!plain.includes('e-') && (at < 0 || plain.length - at - 1 <= places))) return plain
  if (places > 100) return plain // the most that toFixed takes
  const rounded = value.toFixed(places)
  return rounded.includes('.') ? rounded.replace(/\.?0+$/, '') : rounded
}

/** The rows at `rows`, in that order. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  return { rows: rows.length, names: table.names, columns: table.columns.map((column) => takeCells(column, rows)) }
}

export function takeCells(column: Column, rows: ArrayLike<number>): Column {
  const n = rows.length
  const missing = column.missing && new Uint8Array(n)
  if (missing) for (let i = 0; i < n; i++) missing[i] = column.missing![rows[i]!]!
  const withMissing = missing ? { missing } : {}
  if (column.kind === 'number') {
    const values = new Float64Array(n)
    for (let i = 0; i < n; i++) values[i] = column.values[rows[i]!]!
    return { kind: 'number', values, format: column.format, spellings: column.spellings, ...withMissing }
  }
  const codes = new Int32Array(n)
  for (let i = 0; i < n; i++) codes[i] = column.codes[rows[i]!]!
  return { kind: 'text', levels: column.levels, codes, spellings: column.spellings, ...withMissing }
}

/** A text column from cells; `null` is a missing cell, written as ''. */
export function textColumn(cells: readonly (string | null)[]): TextColumn {
  const index = new Map<string, number>()
  const codes = new Int32Array(cells.length)
  const missing = new Uint8Array(cells.length)
  cells.forEach((cell, i) => {
    if (cell === null) {
      codes[i] = -1
      missing[i] = 1
      return
    }
    let code = index.get(cell)
    if (code === undefined) {
      code = index.size
      index.set(cell, code)
    }
    codes[i] = code
  })
  const none = missing.every((m) => m === 0)
  return { kind: 'text', levels: [...index.keys()], codes, spellings: none ? [] : [''], ...(none ? {} : { missing }) }
}

/** A number column; NaN is a missing cell, written as ''. */
export function numberColumn(values: ArrayLike<number>, format: NumberFormat = plainNumber): NumberColumn {
  const copy = Float64Array.from(values)
  const missing = Uint8Array.from(copy, (v) => (Number.isNaN(v) ? 1 : 0))
  const none = missing.every((m) => m === 0)
  return { kind: 'number', values: copy, format, spellings: none ? [] : [''], ...(none ? {} : { missing }) }
}
