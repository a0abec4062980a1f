import { Button } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { headerLinesOf } from '../../core/readers/names'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { DataGrid } from '../../ui/data-grid'
import { formatBytes, formatCount, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { problemText } from '../problem-text'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import styles from './data.module.css'
import { DialectPanel } from './dialect-panel'
import { FirstTable } from './first-table'
import { ReadWarnings } from './read-warnings'

/** The file as it was read, and beside it the first synthetic table made from it. */
export function DataScreen({ project }: ScreenProps) {
  const { source } = project
  const file = useLiveQuery(() => db.files.get(project.id), [project.id])
  const dialectFile = useMemo(() => file && new File([file.file], file.name), [file])
  return (
    <ScreenFrame
      title={source.fileName}
      hint={`${formatQuantity(source.rows, 'row')} × ${formatQuantity(source.columns, 'column')} · ${formatBytes(source.bytes)}`}
      actions={
        <Button component={Link} href={stagePath(project.id, 'schema')} variant="default">
          Check the schema
        </Button>
      }
    >
      {!source.complete && (
        <Notice tone="warn" title="Only a part of the file was read">
          Reading was stopped after {formatCount(source.rows)} rows. Everything below is about these rows.
        </Notice>
      )}
      {source.columns === 1 && <OneColumn name={source.fileName} />}
      <div className={styles.columns}>
        <div className={`${styles.side} ${styles.made}`}>
          <FirstTable project={project} />
        </div>
        <div className={styles.side}>
          {dialectFile && (
            <DialectPanel
              file={dialectFile}
              projectId={project.id}
              dialect={source.dialect}
              sheets={source.sheets}
              format={source.format}
              confidence={source.confidence}
            />
          )}
          <RealRows project={project} />
        </div>
      </div>
    </ScreenFrame>
  )
}

function OneColumn({ name }: { readonly name: string }) {
  const { title, advice } = problemText({ code: 'read/one-column', name })
  return (
    <Notice tone="warn" title={title}>
      {advice}
    </Notice>
  )
}

function RealRows({ project }: { readonly project: Project }) {
  const stored = useLiveQuery(() => db.schemas.get(project.id), [project.id])
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set())
  const { source } = project
  const headerRows = headerLinesOf(source.dialect)
  return (
    <>
      {source.warnings.length > 0 && <ReadWarnings warnings={source.warnings} onShow={setMarked} />}
      <Panel
        title="Your rows"
        hint={stored ? `The first ${formatCount(stored.preview.length)} of ${formatCount(source.rows)}.` : undefined}
      >
        {stored && (
          <DataGrid
            label="Your rows"
            names={stored.profiles.map((profile) => profile.name)}
            rows={stored.preview}
            totalRows={source.rows}
            firstRow={headerRows + 1}
            missingWords={source.dialect.missingWords}
            marked={marked}
            tone="real"
          />
        )}
      </Panel>
    </>
  )
}
