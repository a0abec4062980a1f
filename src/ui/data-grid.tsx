// biome-ignore-all lint/a11y/useSemanticElements: the cells of a <table> can't be positioned one by one.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import styles from './data-grid.module.css'
import { measureColumns, moveFocus } from './data-grid-geometry'

export interface DataGridProps {
  /** Names the grid for assistive technology. */
  readonly label: string
  readonly names: readonly string[]
  /** `[rows][columns]` */
  readonly rows: readonly (readonly string[])[]
  /** Rows of the whole table, where `rows` is only its beginning. */
  readonly totalRows?: number
  /** Number shown beside the first row. */
  readonly firstRow?: number
  /** Cells written like this are missing values. */
  readonly missingWords?: readonly string[]
  /** Row numbers to highlight, as they are shown. */
  readonly marked?: ReadonlySet<number>
  readonly tone?: 'real' | 'synthetic'
  /** Pixels. */
  readonly height?: number
}

/** Pixels where a root font has 16. */
const usualRowHeight = 32
const usualNumberWidth = 52

/** How much larger than usual the root font is: a person's setting, or a huge window's. */
const rootScale = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1

/** A read-only table of texts: rows and columns are drawn only where they are seen, arrow keys move through cells. */
export function DataGrid(props: DataGridProps) {
  const { names, rows, tone } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [scale] = useState(rootScale)
  const [rowHeight, numberWidth] = [usualRowHeight * scale, usualNumberWidth * scale]
  const columns = useMemo(() => measureColumns(names, rows), [names, rows])
  const [focused, setFocused] = useState({ row: 0, column: 0 })
  const rowsShown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 8,
  })
  const columnsShown = useVirtualizer({
    horizontal: true,
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: (c) => scale * (columns[c]?.width ?? 100),
    paddingStart: numberWidth,
    scrollPaddingStart: numberWidth,
    overscan: 3,
  })
  const height = scale * (props.height ?? Math.min(420, (rows.length + 1) * usualRowHeight + 16))
  const at = { row: Math.min(focused.row, rows.length), column: Math.min(focused.column, names.length - 1) }

  function onKeyDown(event: KeyboardEvent) {
    const next = moveFocus(event.key, event.ctrlKey || event.metaKey, at, { rows: rows.length, columns: names.length })
    if (!next) return
    event.preventDefault()
    setFocused(next)
    if (next.row > 0) rowsShown.scrollToIndex(next.row - 1)
    columnsShown.scrollToIndex(next.column)
    requestAnimationFrame(() => cellElement(scroller.current, next.row, next.column)?.focus())
  }

  const width = columnsShown.getTotalSize()
  const visible = columnsShown.getVirtualItems()
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ height }}
      role="grid"
      aria-label={props.label}
      aria-rowcount={(props.totalRows ?? rows.length) + 1}
      aria-colcount={names.length}
      aria-readonly
      tabIndex={-1}
      translate="no"
      onKeyDown={onKeyDown}
    >
      <div className={styles.canvas} style={{ width, height: rowsShown.getTotalSize() }} role="presentation">
        <div className={styles.headRow} style={{ width, height: rowHeight }} role="row" aria-rowindex={1} tabIndex={-1}>
          <div className={styles.number} style={{ width: numberWidth }} aria-hidden />
          {visible.map((column) => (
            <div
              key={column.index}
              role="columnheader"
              aria-colindex={column.index + 1}
              className={styles.head}
              data-tone={tone}
              data-align={columns[column.index]?.align}
              data-cell={`0:${column.index}`}
              tabIndex={at.row === 0 && at.column === column.index ? 0 : -1}
              style={{ left: column.start, width: column.size }}
              title={names[column.index]}
              onFocus={() => setFocused({ row: 0, column: column.index })}
            >
              <span className={styles.text}>{names[column.index]}</span>
            </div>
          ))}
        </div>
        {rowsShown.getVirtualItems().map((row) => {
          const number = (props.firstRow ?? 1) + row.index
          return (
            <div
              key={row.index}
              role="row"
              tabIndex={-1}
              aria-rowindex={row.index + 2}
              className={styles.row}
              data-marked={props.marked?.has(number) || undefined}
              style={{ top: row.start, width, height: rowHeight }}
            >
              <div className={styles.number} style={{ width: numberWidth }} aria-hidden>
                {number}
              </div>
              {visible.map((column) => {
                const text = rows[row.index]?.[column.index] ?? ''
                const isMissing = text === '' || props.missingWords?.includes(text) === true
                return (
                  <div
                    key={column.index}
                    role="gridcell"
                    aria-colindex={column.index + 1}
                    className={styles.cell}
                    data-align={columns[column.index]?.align}
                    data-cell={`${row.index + 1}:${column.index}`}
                    tabIndex={at.row === row.index + 1 && at.column === column.index ? 0 : -1}
                    style={{ left: column.start, width: column.size }}
                    title={text}
                    data-empty={text === '' || undefined}
                    onFocus={() => setFocused({ row: row.index + 1, column: column.index })}
                  >
                    <span className={cellClass(text, isMissing)}>{text === '' ? 'missing' : text}</span>
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function cellElement(grid: HTMLElement | null, row: number, column: number): HTMLElement | null {
  return grid?.querySelector(`[data-cell="${row}:${column}"]`) ?? null
}

function cellClass(text: string, isMissing: boolean): string | undefined {
  if (text === '') return styles.spoken
  return isMissing ? `${styles.text} ${styles.missing}` : styles.text
}
