import { Anchor } from '@mantine/core'
import { useState } from 'react'
import type { ReadWarning } from '../../core/readers/reader'
import { formatCount, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { readWarningText } from '../words'
import styles from './data.module.css'

export interface ReadWarningsProps {
  readonly warnings: readonly ReadWarning[]
  /** Marks these rows of the file in the preview. */
  readonly onShow: (rows: ReadonlySet<number>) => void
}

/** What was odd in the file: counted, named by row, and nothing of it changed in silence. */
export function ReadWarnings({ warnings, onShow }: ReadWarningsProps) {
  const [open, setOpen] = useState<ReadWarning['code']>()
  return (
    <Panel title="Worth a look" hint="Nothing was changed or lost without a word.">
      <ul className={styles.warnings}>
        {warnings.map((warning) => {
          const { title, advice } = readWarningText(warning)
          const isOpen = open === warning.code
          return (
            <li key={warning.code}>
              <div>
                <p className={styles.warningTitle}>{title}</p>
                <p className={styles.warningText}>{advice}</p>
              </div>
              {warning.rows.length > 0 && (
                <Anchor
                  component="button"
                  size="sm"
                  aria-expanded={isOpen}
                  onClick={() => {
                    setOpen(isOpen ? undefined : warning.code)
                    onShow(new Set(isOpen ? [] : warning.rows))
                  }}
                >
                  {isOpen ? 'Hide them' : 'Show them'}
                </Anchor>
              )}
              {isOpen && <RowNumbers warning={warning} />}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function RowNumbers({ warning }: { readonly warning: ReadWarning }) {
  const more = warning.count - warning.rows.length
  return (
    <div className={styles.rowNumbers}>
      Rows of the file: <span translate="no">{warning.rows.map(formatCount).join(', ')}</span>
      {more > 0 && ` and ${formatQuantity(more, 'more', 'more')}`}. Those among the first rows are marked below.
    </div>
  )
}
