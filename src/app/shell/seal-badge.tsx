import { UnstyledButton } from '@mantine/core'
import { IconLock, IconLockOpen, IconLockQuestion } from '@tabler/icons-react'
import { openPanel } from '../../store/ui'
import { useBoot } from '../boot/seal-status'
import styles from './top-bar.module.css'

const icons = { sealed: IconLock, sealing: IconLockQuestion, unsealed: IconLockOpen }
const labels = { sealed: 'Sealed', sealing: 'Sealing', unsealed: 'Not sealed' }

/** Whether anything can leave this page; opens the proof. */
export function SealBadge({ isShort }: { readonly isShort: boolean }) {
  const { state } = useBoot((boot) => boot.seal)
  const Icon = icons[state]
  return (
    <UnstyledButton
      className={styles.pill}
      data-state={state}
      aria-label={isShort ? labels[state] : undefined}
      title="What left this device: see the proof"
      onClick={() => openPanel('seal')}
    >
      <Icon size={16} stroke={1.9} aria-hidden />
      {!isShort && labels[state]}
    </UnstyledButton>
  )
}
