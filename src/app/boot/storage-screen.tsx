import { Button } from '@mantine/core'
import type { ProblemText } from '../problem-text'
import { BootFrame } from './boot-frame'
import styles from './boot-frame.module.css'

/** The database can't be opened: without it nothing could be kept, so nothing is taken. */
export function StorageScreen({ title, advice }: ProblemText) {
  return (
    <BootFrame>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.text}>{advice}</p>
      <div className={styles.actions}>
        <Button onClick={() => location.reload()}>Try again</Button>
      </div>
    </BootFrame>
  )
}
