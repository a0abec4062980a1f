import { Button } from '@mantine/core'
import { IconClipboard, IconFolderOpen, IconReportSearch, IconTableImport } from '@tabler/icons-react'
import { Link } from 'wouter'
import { openFiles, pasteTable } from '../intake/intake'
import { auditPath } from '../routes'
import styles from './home.module.css'

/** `isCompact`: for those who have been here before; their projects matter more. */
export function DropZone({ isCompact }: { readonly isCompact: boolean }) {
  return (
    <section className={styles.drop} data-compact={isCompact || undefined} aria-label="Add a table">
      <IconTableImport size={44} stroke={1.25} className={styles.dropIcon} aria-hidden />
      <div>
        <p className={styles.dropTitle}>Drop a table anywhere on this page</p>
        <p className={styles.dropHint}>
          CSV, TSV, JSON, JSON Lines, Parquet or Excel, also gzipped. Or pictures: a zip or a folder.
        </p>
      </div>
      <div className={styles.dropButtons}>
        <Button size="md" leftSection={<IconFolderOpen size={18} />} onClick={openFiles}>
          Open a file
        </Button>
        <Button size="md" variant="default" leftSection={<IconClipboard size={18} />} onClick={() => void pasteTable()}>
          Paste
        </Button>
        <Button
          component={Link}
          href={auditPath}
          size="md"
          variant="subtle"
          px="xs"
          leftSection={<IconReportSearch size={18} />}
        >
          Check a file made elsewhere
        </Button>
      </div>
    </section>
  )
}
