import { Button } from '@mantine/core'
import { IconArrowLeft, IconFolderOpen } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import type { Problem } from '../../core/problem'
import type { Importing } from '../../store/work'
import { DataGrid } from '../../ui/data-grid'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { openFiles } from '../intake/intake'
import { problemText } from '../problem-text'
import { homePath } from '../routes'
import { DialectChips } from './dialect-chips'
import { guessedDialect } from './dialect-choices'

export interface ImportProblemProps {
  readonly importing: Importing
  readonly problem: Problem
  readonly onLeave: () => void
}

/** Problems that another way of reading the same bytes may cure. */
const rereadable: readonly Problem['code'][] = [
  'read/one-column',
  'read/no-rows',
  'read/encoding',
  'read/open-quote',
  'read/too-many-columns',
]

/** The file could not be read: what is wrong with it, what to do, and the choices that may cure it. */
export function ImportProblem({ importing, problem, onLeave }: ImportProblemProps) {
  const [, navigate] = useLocation()
  const { title, advice } = problemText(problem)
  const { file, projectId, preview } = importing
  const leave = () => {
    onLeave()
    navigate(homePath)
  }
  return (
    <ScreenFrame title={file.name} hint="This file could not be read.">
      <Notice
        tone="bad"
        title={title}
        actions={
          <>
            <Button leftSection={<IconFolderOpen size={16} />} onClick={openFiles}>
              Choose another file
            </Button>
            <Button variant="default" leftSection={<IconArrowLeft size={16} />} onClick={leave}>
              Back to Home
            </Button>
          </>
        }
      >
        {advice}
      </Notice>
      {rereadable.includes(problem.code) && (
        <Panel title="Read it another way" hint="Change how the file is read. It is read again at once.">
          <DialectChips
            file={file}
            projectId={projectId}
            dialect={preview?.dialect ?? guessedDialect}
            sheets={preview?.sheets ?? []}
            format={preview?.format ?? 'csv'}
          />
        </Panel>
      )}
      {preview && (
        <Panel title="What was seen of it">
          <DataGrid label="First rows" names={preview.names} rows={preview.rows} tone="real" />
        </Panel>
      )}
    </ScreenFrame>
  )
}
