import { Autocomplete, Button } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { formatCount, formatQuantity } from '../../ui/format'
import styles from './gallery.module.css'

interface PickedBarProps {
  readonly classes: readonly string[]
  readonly picked: number
  readonly shown: number
  /** All that are picked are left out. */
  readonly areOut: boolean
  readonly nameField: RefObject<HTMLInputElement | null>
  onRelabel(name: string): void
  onLeaveOut(): void
  onPickAll(): void
  onClear(): void
}

/** What can be done with the pictures that are picked. */
export function PickedBar({ classes, picked, shown, areOut, nameField, ...does }: PickedBarProps) {
  const [name, setName] = useState('')
  const relabel = (to = name) => {
    if (to.trim() === '' || picked === 0) return
    does.onRelabel(to)
    setName('')
  }
  return (
    <section className={styles.bar} aria-label="Picked pictures">
      <span className={styles.picked}>{picked === 0 ? 'None picked' : `${formatCount(picked)} picked`}</span>
      <Autocomplete
        ref={nameField}
        className={styles.name ?? ''}
        size="sm"
        aria-label="New class of the picked pictures"
        placeholder="Their class is …"
        maxLength={100}
        limit={50}
        data={[...classes]}
        value={name}
        onChange={setName}
        onOptionSubmit={relabel}
        onKeyDown={(event) => event.key === 'Enter' && relabel()}
      />
      <Button size="sm" variant="default" disabled={picked === 0 || name.trim() === ''} onClick={() => relabel()}>
        Set class
      </Button>
      <Button
        size="sm"
        variant="default"
        disabled={picked === 0}
        leftSection={areOut ? <IconEye size={16} /> : <IconEyeOff size={16} />}
        onClick={does.onLeaveOut}
      >
        {areOut ? 'Bring back' : 'Leave out'}
      </Button>
      <Button size="sm" variant="subtle" disabled={shown === 0} onClick={does.onPickAll}>
        Pick all {formatQuantity(shown, 'picture')}
      </Button>
      <Button size="sm" variant="subtle" disabled={picked === 0} onClick={does.onClear}>
        Pick none
      </Button>
    </section>
  )
}
