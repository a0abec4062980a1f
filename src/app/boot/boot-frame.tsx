import type { ReactNode } from 'react'
import { Mark } from '../../ui/mark'
import styles from './boot-frame.module.css'

/** A page of its own, before the shell: the mark and one message. */
export function BootFrame({ children }: { readonly children?: ReactNode }) {
  return (
    <main className={styles.frame}>
      <div className={styles.box}>
        <div className={styles.brand}>
          <Mark size={34} />
          <span>Synthetic Data Studio</span>
        </div>
        {children}
      </div>
    </main>
  )
}
