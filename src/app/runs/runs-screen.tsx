import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { Link } from 'wouter'
import { db } from '../../db/database'
import type { Output, Run } from '../../db/objects'
import { EmptyState } from '../../ui/empty-state'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { DeleteDialog } from './delete-dialog'
import { RunTable } from './run-table'

/** Everything that was trained and made, newest first. */
export function RunsScreen({ project }: ScreenProps) {
  const [deleting, setDeleting] = useState<Run | Output>()
  const found = useLiveQuery(async () => {
    const [runs, outputs] = await Promise.all([
      db.runs.where('projectId').equals(project.id).sortBy('createdAt'),
      db.outputs.where('projectId').equals(project.id).sortBy('createdAt'),
    ])
    return runs.reverse().map((run) => ({ run, outputs: outputs.filter(({ runId }) => runId === run.id).reverse() }))
  }, [project.id])
  if (!found) return null
  return (
    <ScreenFrame title="Runs" hint="Each run is one fit of one generator, with what was made from it.">
      {found.length === 0 ? (
        <EmptyState
          icon={IconHistory}
          title="Nothing was trained yet"
          actions={
            <Button component={Link} href={stagePath(project.id, 'train')}>
              Go to Train
            </Button>
          }
        >
          Runs are kept here with their models, so that you can compare them and go back.
        </EmptyState>
      ) : (
        <Panel label="Runs">
          <RunTable project={project} entries={found} onDelete={setDeleting} />
        </Panel>
      )}
      <DeleteDialog item={deleting} onClose={() => setDeleting(undefined)} />
    </ScreenFrame>
  )
}
