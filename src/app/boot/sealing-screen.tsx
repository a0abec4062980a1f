import { Loader } from '@mantine/core'
import { BootFrame } from './boot-frame'
import styles from './boot-frame.module.css'

export function SealingScreen() {
  return (
    <BootFrame>
      <h1 className={styles.title}>Sealing this page</h1>
      <p className={styles.text}>
        Before it takes any data, the studio makes sure that nothing can leave this device: it tries every way out
        itself. The first visit needs one reload, which happens by itself.
      </p>
      <Loader type="bar" size="sm" aria-label="Sealing" />
    </BootFrame>
  )
}
