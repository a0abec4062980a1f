import { type Column, formatNumber, type NumberColumn, type NumberFormat, plainNumber } from '../table/table'

/** How a file format writes the cells of one column. */
export interface CellStyle {
  text(text: string): string
  number(value: number, column: NumberColumn): string
  /** `spelling`: how the source writes this missing value. */
  missing(spelling: string): string
}

/** Writes the column's cells by row; each distinct text is styled once. */
export function cellWriter(column: Column, style: CellStyle): (row: number) => string {
  const missing = [style.missing(''), ...column.spellings.map((spelling) => style.missing(spelling))]
  if (column.kind === 'number') {
    return (row) => {
      const mark = column.missing?.[row] ?? 0
      const value = column.values[row]!
      return mark !== 0 || Number.isNaN(value) ? missing[mark]! : style.number(value, column)
    }
  }
  const styled: string[] = []
  return (row) => {
    const mark = column.missing?.[row] ?? 0
    const code = column.codes[row]!
    if (mark !== 0 || code < 0) return missing[mark]!
    styled[code] ??= style.text(column.levels[code]!)
    return styled[code]
  }
}

/** The number as a program reads it: the digits of the source, a point, no marks and no unit. */
export function plainDigits(value: number, { places, fixed }: NumberFormat): string {
  return formatNumber(value, { ...plainNumber, places, fixed })
}
