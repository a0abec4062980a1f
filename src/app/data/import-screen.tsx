import { Button } from '@mantine/core'
import { IconHourglass, IconPlayerStop } from '@tabler/icons-react'
import { Link } from 'wouter'
import { dismissImport, type Importing } from '../../store/work'
import { DataGrid } from '../../ui/data-grid'
import { EmptyState } from '../../ui/empty-state'
import { formatCount, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { homePath, type Stage, stagePath } from '../routes'
import { DialectPanel } from './dialect-panel'
import { ImportProblem } from './import-problem'
import { ReadingProgress } from './reading-progress'

export interface ImportScreenProps {
  readonly importing: Importing
  readonly stage: Stage
}

/** A file while it is being read: its first rows, how they were understood, and how far the reading is. */
export function ImportScreen({ importing, stage }: ImportScreenProps) {
  const { preview, progress, problem, file, job, projectId } = importing
  if (problem) return <ImportProblem importing={importing} problem={problem} onLeave={dismissImport} />
  if (stage !== 'data') return <WaitForFile projectId={projectId} />
  const rows = progress?.rows ?? preview?.rows.length ?? 0
  return (
    <ScreenFrame
      title={file.name}
      hint={
        preview ? `${formatQuantity(preview.names.length, 'column')} · ${formatCount(rows)} rows so far` : 'Opening …'
      }
      actions={
        <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={() => job.stop()}>
          Stop and keep what was read
        </Button>
      }
    >
      <ReadingProgress progress={progress} bytes={file.size} />
      {preview && (
        <>
          <DialectPanel
            file={file}
            projectId={projectId}
            dialect={preview.dialect}
            sheets={preview.sheets}
            format={preview.format}
            confidence={preview.confidence}
          />
          <Panel title="First rows">
            <DataGrid
              label={`First rows of ${file.name}`}
              names={preview.names}
              rows={preview.rows}
              missingWords={preview.dialect.missingWords}
              tone="real"
            />
          </Panel>
        </>
      )}
    </ScreenFrame>
  )
}

function WaitForFile({ projectId }: { readonly projectId: string }) {
  return (
    <EmptyState
      icon={IconHourglass}
      title="The file is still being read"
      actions={
        <>
          <Button component={Link} href={stagePath(projectId, 'data')}>
            See it in Data
          </Button>
          <Button component={Link} href={homePath} variant="default">
            Go to Home
          </Button>
        </>
      }
    >
      This stage opens as soon as all rows are there.
    </EmptyState>
  )
}
