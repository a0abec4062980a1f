import { Button } from '@mantine/core'
import { IconClipboard, IconFolderOpen, IconTableImport } from '@tabler/icons-react'
import { openFiles, pasteTable } from '../intake/intake'
import styles from './home.module.css'

export function DropZone() {
  return (
    <section className={styles.drop} aria-label="Add a table">
      <IconTableImport size={44} stroke={1.25} className={styles.dropIcon} aria-hidden />
      <div>
        <p className={styles.dropTitle}>Drop a table anywhere on this page</p>
        <p className={styles.dropHint}>
          CSV, TSV, JSON, JSON Lines, Parquet or Excel, also gzipped. Up to millions of rows.
        </p>
      </div>
      <div className={styles.dropButtons}>
        <Button size="md" leftSection={<IconFolderOpen size={18} />} onClick={openFiles}>
          Open a file
        </Button>
        <Button size="md" variant="default" leftSection={<IconClipboard size={18} />} onClick={() => void pasteTable()}>
          Paste
        </Button>
      </div>
    </section>
  )
}
