import { Button, Group, Popover, TagsInput, Text, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './data.module.css'

export interface MissingWordsChipProps {
  readonly words: readonly string[]
  readonly onChange: (words: string[]) => void
}

/** Cells that stand for “no value”. An empty cell always does. */
export function MissingWordsChip({ words, onChange }: MissingWordsChipProps) {
  const shown = words.filter((word) => word !== '')
  const [isOpen, setOpen] = useState(false)
  const [draft, setDraft] = useState<string[]>(shown)
  const value =
    shown.length === 0 ? 'empty cells' : ['empty', ...shown].slice(0, 3).join(', ') + (shown.length > 2 ? ' …' : '')
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles.chip}
          onClick={() => {
            setDraft(shown)
            setOpen(!isOpen)
          }}
        >
          <span className={styles.chipLabel}>Missing</span>
          <span className={styles.chipValue}>{value}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          label="Words for “no value”"
          description="Type a word, such as NA or ?, and press Enter. Empty cells always count as missing."
          value={draft}
          onChange={setDraft}
          spellCheck={false}
          data-autofocus
        />
        <Group mt="sm" justify="space-between">
          <Text size="xs" c="dimmed">
            The file is read again.
          </Text>
          <Button
            size="xs"
            onClick={() => {
              setOpen(false)
              onChange(['', ...draft])
            }}
          >
            Apply
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}
