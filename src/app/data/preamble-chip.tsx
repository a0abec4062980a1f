import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { formatQuantity } from '../../ui/format'
import styles from './data.module.css'

export interface PreambleChipProps {
  /** Lines before the table. */
  readonly value: number
  readonly onChange: (lines: number) => void
}

const most = 12

/** Lines above the table that are not part of it: a title, a note, a date. */
export function PreambleChip({ value, onChange }: PreambleChipProps) {
  const choices = Array.from({ length: Math.max(most, value) + 1 }, (_, lines) => lines)
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={styles.chip}>
          <span className={styles.chipLabel}>Skip</span>
          <span className={styles.chipValue}>{value === 0 ? 'no lines' : formatQuantity(value, 'line')}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {choices.map((lines) => (
          <Menu.Item
            key={lines}
            leftSection={lines === value ? <IconCheck size={15} /> : <span className={styles.unchecked} />}
            onClick={() => onChange(lines)}
          >
            {lines === 0 ? 'No lines' : formatQuantity(lines, 'line')}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
