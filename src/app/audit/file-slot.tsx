import { ActionIcon, Button, FileButton } from '@mantine/core'
import { IconFolderOpen, IconX } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { formatBytes } from '../../ui/format'
import styles from './audit.module.css'

interface FileSlotProps {
  readonly title: string
  readonly hint: string
  readonly file: File | undefined
  readonly onChange: (file: File | undefined) => void
}

/** A place for one file: dropped onto it or chosen. */
export function FileSlot({ title, hint, file, onChange }: FileSlotProps) {
  const [over, setOver] = useState(false)
  // The window behind would take the file for a new project.
  const hold = (event: DragEvent, isOver: boolean) => {
    event.preventDefault()
    setOver(isOver)
  }
  const drop = (event: DragEvent) => {
    hold(event, false)
    const [dropped] = event.dataTransfer.files
    if (!dropped) return
    event.stopPropagation()
    onChange(dropped)
  }
  return (
    <section
      className={styles.slot}
      aria-label={title}
      data-over={over || undefined}
      data-filled={file !== undefined || undefined}
      onDragOver={(event) => hold(event, true)}
      onDragLeave={(event) => hold(event, false)}
      onDrop={drop}
    >
      <h2 className={styles.slotTitle}>{title}</h2>
      <p className={styles.slotHint}>{hint}</p>
      {file ? (
        <p className={styles.file}>
          <span className={styles.fileName} translate="no">
            {file.name}
          </span>
          <span className={styles.fileSize}>{formatBytes(file.size)}</span>
          <ActionIcon variant="subtle" aria-label={`Remove ${file.name}`} onClick={() => onChange(undefined)}>
            <IconX size={16} />
          </ActionIcon>
        </p>
      ) : (
        <FileButton onChange={(chosen) => chosen && onChange(chosen)} inputProps={{ 'aria-label': title }}>
          {(props) => (
            <Button {...props} variant="default" size="sm" leftSection={<IconFolderOpen size={16} />}>
              Choose a file
            </Button>
          )}
        </FileButton>
      )}
    </section>
  )
}
