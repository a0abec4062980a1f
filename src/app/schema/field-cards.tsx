import { Button } from '@mantine/core'
import { useState } from 'react'
import { formatCount, formatQuantity, formatShare } from '../../ui/format'
import { SparkBars } from '../../ui/spark-bars'
import { ActionSelect, KindSelect, RoleSelect, sparkLabel } from './field-controls'
import { FieldNotes } from './field-notes'
import styles from './schema.module.css'
import type { FieldRow } from './schema-screen'

const pageSize = 60

/** The same as the table, as cards: for narrow windows and large zoom. */
export function FieldCards({ rows }: { readonly rows: readonly FieldRow[] }) {
  const [count, setCount] = useState(pageSize)
  const more = rows.length - count
  return (
    <>
      <ul className={styles.cards}>
        {rows.slice(0, count).map((row) => (
          <FieldCard key={row.field.name} row={row} />
        ))}
      </ul>
      {more > 0 && (
        <Button variant="default" fullWidth mt="sm" onClick={() => setCount(count + pageSize)}>
          Show {formatCount(Math.min(more, pageSize))} more of {formatCount(more)}
        </Button>
      )}
    </>
  )
}

function FieldCard({ row: { field, profile } }: { readonly row: FieldRow }) {
  return (
    <li className={styles.card} data-dropped={field.action === 'drop' || undefined}>
      <div className={styles.cardHead}>
        <span className={styles.fieldName} translate="no">
          {field.name}
        </span>
        {profile && <SparkBars bars={profile.bars} label={sparkLabel(profile)} width={84} />}
      </div>
      <div className={styles.cardControls}>
        <KindSelect field={field} />
        <ActionSelect field={field} />
        <RoleSelect field={field} />
      </div>
      {profile && (
        <div className={styles.cardFoot}>
          <span>
            {formatShare(profile.rows > 0 ? profile.missing / profile.rows : 0)} missing ·{' '}
            {formatQuantity(profile.distinct, 'value')}
          </span>
          <FieldNotes profile={profile} field={field} />
        </div>
      )}
    </li>
  )
}
