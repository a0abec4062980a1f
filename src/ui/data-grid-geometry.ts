export interface ColumnShape {
  /** Pixels. */
  readonly width: number
  readonly align: 'start' | 'end'
}

/** Width and alignment of each column by its header and the rows at hand: `rows[rows][columns]`. */
export function measureColumns(names: readonly string[], rows: readonly (readonly string[])[]): ColumnShape[] {
  const seen = rows.slice(0, 100)
  return names.map((name, c) => {
    const cells = seen.map((row) => row[c] ?? '').filter((text) => text !== '')
    const longest = Math.max(name.length * 1.15, ...cells.map((text) => text.length))
    const numbers = cells.filter((text) => /^[-+−]?[\d.,'  ]*\d%?$/.test(text)).length
    return {
      width: Math.round(Math.min(280, Math.max(64, longest * 7.4 + 24))),
      align: cells.length > 0 && numbers >= cells.length * 0.9 ? 'end' : 'start',
    }
  })
}

export interface GridPosition {
  /** 0 is the header. */
  readonly row: number
  readonly column: number
}

/** Where a key leads from `at`, by the grid pattern of the ARIA Authoring Practices; undefined where it leads nowhere. */
export function moveFocus(
  key: string,
  jump: boolean,
  at: GridPosition,
  size: { readonly rows: number; readonly columns: number },
): GridPosition | undefined {
  const page = 10
  const clampRow = (row: number) => Math.max(0, Math.min(size.rows, row))
  const clampColumn = (column: number) => Math.max(0, Math.min(size.columns - 1, column))
  switch (key) {
    case 'ArrowUp':
      return { ...at, row: clampRow(jump ? 0 : at.row - 1) }
    case 'ArrowDown':
      return { ...at, row: clampRow(jump ? size.rows : at.row + 1) }
    case 'ArrowLeft':
      return { ...at, column: clampColumn(jump ? 0 : at.column - 1) }
    case 'ArrowRight':
      return { ...at, column: clampColumn(jump ? size.columns : at.column + 1) }
    case 'PageUp':
      return { ...at, row: clampRow(at.row - page) }
    case 'PageDown':
      return { ...at, row: clampRow(at.row + page) }
    case 'Home':
      return { row: jump ? 0 : at.row, column: 0 }
    case 'End':
      return { row: jump ? size.rows : at.row, column: clampColumn(size.columns) }
    default:
      return undefined
  }
}
