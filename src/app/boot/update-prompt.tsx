import { Button } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../../ui/notice'
import { useBoot } from './seal-status'
import { applyUpdate } from './service-worker'
import styles from './update-prompt.module.css'

/** A new version waits: it starts only when the person says so, and never during a job. `busyWith`: what runs now. */
export function UpdatePrompt({ busyWith }: { readonly busyWith: string | undefined }) {
  const update = useBoot((state) => state.update)
  const [isHidden, setHidden] = useState(false)
  if (!update || isHidden) return null
  return (
    <div className={styles.prompt}>
      <Notice
        tone="info"
        title="A new version is ready"
        actions={
          <>
            <Button size="xs" disabled={busyWith !== undefined} onClick={() => applyUpdate(update)}>
              Reload and update
            </Button>
            <Button size="xs" variant="default" onClick={() => setHidden(true)}>
              Later
            </Button>
          </>
        }
      >
        {busyWith ? `You can update when this is done: ${busyWith}.` : 'Your projects stay as they are.'}
      </Notice>
    </div>
  )
}
