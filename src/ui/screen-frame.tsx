import { type ReactNode, useEffect, useRef } from 'react'
import styles from './screen-frame.module.css'

export interface ScreenFrameProps {
  readonly title: string
  readonly hint?: ReactNode
  /** Main buttons of the screen. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** One screen: a heading that takes the focus when the screen opens, and its panels below. */
export function ScreenFrame({ title, hint, actions, children }: ScreenFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title} tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {hint && <div className={styles.hint}>{hint}</div>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  )
}
