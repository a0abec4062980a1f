import { Button } from '@mantine/core'
import { BootFrame } from './boot-frame'
import styles from './boot-frame.module.css'
import type { SealStatus } from './seal'
import { goUnsealed } from './seal-status'

const reasons: Readonly<Record<NonNullable<SealStatus['reason']>, string>> = {
  development: 'This is the development server, which needs connections of its own.',
  'no-service-worker':
    'This browser does not let the studio put its guard (a service worker) between the page and the network. Private windows and blocked site data do that.',
  'way-out-open': 'At least one way out was not refused when the studio tried it.',
}

/** The seal did not hold: the person decides, knowing it. */
export function UnsealedScreen({ seal }: { readonly seal: SealStatus }) {
  return (
    <BootFrame>
      <h1 className={styles.title}>This page is not sealed</h1>
      <p className={styles.text}>{reasons[seal.reason ?? 'way-out-open']}</p>
      <p className={styles.text}>
        The studio still sends nothing by itself. But here it can’t prove that nothing else does. Try a normal window of
        an up-to-date browser, or go on: a red badge stays in sight.
      </p>
      <div className={styles.actions}>
        <Button onClick={() => location.reload()}>Try again</Button>
        <Button variant="default" onClick={goUnsealed}>
          Go on without the seal
        </Button>
      </div>
    </BootFrame>
  )
}
