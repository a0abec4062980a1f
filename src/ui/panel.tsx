import type { ReactNode } from 'react'
import styles from './panel.module.css'

export interface PanelProps {
  readonly title?: ReactNode
  /** One line under the title. */
  readonly hint?: ReactNode
  /** Buttons on the right of the title. */
  readonly actions?: ReactNode
  readonly children?: ReactNode
  readonly className?: string
  /** Names the region where the title is not plain text. */
  readonly label?: string
}

/** A card on the page: title, hint and actions on top, content below. */
export function Panel({ title, hint, actions, children, className, label }: PanelProps) {
  const name = label ?? (typeof title === 'string' ? title : undefined)
  return (
    <section className={`${styles.panel} ${className ?? ''}`} aria-label={name}>
      {(title || actions) && (
        <div className={styles.head}>
          <div>
            {title && <h2 className={styles.title}>{title}</h2>}
            {hint && <p className={styles.hint}>{hint}</p>}
          </div>
          {actions}
        </div>
      )}
      {children && <div className={styles.body}>{children}</div>}
    </section>
  )
}
