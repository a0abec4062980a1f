import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  readonly icon: Icon
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** What a place shows before it has content: why it is empty and the way on. */
export function EmptyState({ icon: EmptyIcon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        <EmptyIcon size={26} stroke={1.5} />
      </span>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
