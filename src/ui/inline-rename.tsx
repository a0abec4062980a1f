import { TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import styles from './inline-rename.module.css'

export interface InlineRenameProps {
  readonly value: string
  /** What is renamed, for assistive technology. */
  readonly label: string
  readonly onRename: (name: string) => void
}

/** A name that turns into a text field on a click; Enter keeps, Escape gives up. */
export function InlineRename({ value, label, onRename }: InlineRenameProps) {
  const [draft, setDraft] = useState<string>()
  if (draft === undefined) {
    return (
      <UnstyledButton className={styles.name} onClick={() => setDraft(value)} title="Rename" translate="no">
        {value}
      </UnstyledButton>
    )
  }
  const finish = () => {
    const name = draft.trim()
    if (name !== '' && name !== value) onRename(name)
    setDraft(undefined)
  }
  return (
    <TextInput
      className={styles.field}
      aria-label={label}
      value={draft}
      size="xs"
      autoFocus
      spellCheck={false}
      autoComplete="off"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') setDraft(undefined)
      }}
    />
  )
}
