// biome-ignore-all lint/a11y/useSemanticElements: the rows of a <table> can't be positioned one by one.
// biome-ignore-all lint/a11y/useFocusableInteractive: its cells are read, not operated; the controls in them take the focus.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { formatCount, formatShare } from '../../ui/format'
import { palette } from '../../ui/palette'
import { SparkBars } from '../../ui/spark-bars'
import { ActionSelect, KindSelect, RoleSelect, sparkLabel } from './field-controls'
import { FieldNotes } from './field-notes'
import styles from './schema.module.css'
import type { FieldRow } from './schema-screen'

const rowHeight = 52
/** Pixels: more columns scroll inside the table. */
const mostHeight = 720

const headings = ['Column', 'Shape', 'Kind', 'What to do', 'Role', 'Missing', 'Distinct', 'Notes'] as const

/** One row per column. Only rows in sight are drawn: a table may have thousands of columns. */
export function FieldTable({ rows }: { readonly rows: readonly FieldRow[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const seen = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const height = Math.min(mostHeight, (rows.length + 1) * rowHeight)
  return (
    <div
      ref={scroller}
      className={styles.table}
      style={{ height }}
      role="table"
      aria-rowcount={rows.length + 1}
      aria-label="Columns"
    >
      <div className={styles.headings} role="row" aria-rowindex={1}>
        {headings.map((heading) => (
          <div key={heading} role="columnheader">
            {heading}
          </div>
        ))}
      </div>
      <div style={{ height: seen.getTotalSize(), position: 'relative' }} role="rowgroup">
        {seen.getVirtualItems().map((item) => {
          const row = rows[item.index]!
          return (
            <div
              key={row.field.name}
              role="row"
              aria-rowindex={item.index + 2}
              className={styles.row}
              data-dropped={row.field.action === 'drop' || undefined}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            >
              <FieldCells row={row} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function FieldCells({ row: { field, profile } }: { readonly row: FieldRow }) {
  return (
    <>
      <div role="rowheader" className={styles.fieldName} title={field.name} translate="no">
        {field.name}
      </div>
      <div role="cell">
        {profile && <SparkBars bars={profile.bars} label={sparkLabel(profile)} color={palette.real} />}
      </div>
      <div role="cell">
        <KindSelect field={field} />
      </div>
      <div role="cell">
        <ActionSelect field={field} />
      </div>
      <div role="cell">
        <RoleSelect field={field} />
      </div>
      <div role="cell" className={styles.figureCell}>
        {profile && formatShare(profile.rows > 0 ? profile.missing / profile.rows : 0)}
      </div>
      <div role="cell" className={styles.figureCell}>
        {profile && formatCount(profile.distinct)}
      </div>
      <div role="cell">{profile && <FieldNotes profile={profile} field={field} />}</div>
    </>
  )
}
