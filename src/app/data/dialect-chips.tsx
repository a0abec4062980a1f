import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import type { Dialect } from '../../core/readers/reader'
import { importFile } from '../../store/work'
import styles from './data.module.css'
import { type ChipSpec, type Choice, dialectChips, sheetChip } from './dialect-choices'
import { MissingWordsChip } from './missing-words-chip'
import { PreambleChip } from './preamble-chip'

export interface DialectChipsProps {
  readonly file: File
  readonly projectId: string
  readonly dialect: Dialect
  readonly sheets: readonly string[]
  readonly format: string
}

/** Of files that were read before these could be chosen. */
const absent: Readonly<Record<string, unknown>> = { escape: '', headerLines: 1 }

/** Formats in which the file's text leaves something to guess. */
const guessed: readonly string[] = ['csv', 'tsv', 'delimited', 'xlsx']

/** Every guess about the file as a chip with a menu. A change reads the file again at once. */
export function DialectChips({ file, projectId, dialect, sheets, format }: DialectChipsProps) {
  const change = (part: Partial<Dialect>) =>
    void importFile(file, { again: { projectId, dialect: { ...dialect, ...part } } })
  const isText = guessed.includes(format) && format !== 'xlsx'
  const chips = [
    ...(sheets.length > 1 ? [sheetChip(sheets)] : []),
    ...dialectChips.filter((chip) => isText || (format === 'xlsx' && chip.inSheets)),
  ]
  return (
    <div className={styles.chips}>
      <span className={styles.format}>{format.toUpperCase()}</span>
      {chips.map((chip) => (
        <Chip key={chip.label} chip={chip} dialect={dialect} onChange={change} />
      ))}
      {isText && <PreambleChip value={dialect.preamble} onChange={(preamble) => change({ preamble })} />}
      <MissingWordsChip words={dialect.missingWords} onChange={(missingWords) => change({ missingWords })} />
    </div>
  )
}

interface ChipProps {
  readonly chip: ChipSpec
  readonly dialect: Dialect
  readonly onChange: (part: Partial<Dialect>) => void
}

function Chip({ chip, dialect, onChange }: ChipProps) {
  const isChosen = (choice: Choice) =>
    Object.entries(choice.part).every(([k, v]) => (dialect[k as keyof Dialect] ?? absent[k]) === v)
  const chosen = chip.choices.find(isChosen)
  const current = chosen?.short ?? chosen?.label ?? chip.other(dialect)
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={styles.chip}>
          <span className={styles.chipLabel}>{chip.label}</span>
          <span className={styles.chipValue}>{current}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {chip.choices.map((choice) => (
          <Menu.Item
            key={choice.label}
            leftSection={isChosen(choice) ? <IconCheck size={15} /> : <span className={styles.unchecked} />}
            onClick={() => onChange(choice.part)}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
