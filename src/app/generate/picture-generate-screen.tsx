import { Button } from '@mantine/core'
import { IconPhotoOff } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { isOfOlderPictures } from '../../db/curation'
import { db } from '../../db/database'
import { EmptyState } from '../../ui/empty-state'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { DerivePanel } from './derive-panel'
import { HistoryPanel } from './history-panel'
import { MadeGallery } from './made-gallery'
import { PictureWishPanel } from './picture-wish-panel'

/** Pictures from a fitted model, as many of each class as asked; and every set made so far. */
export function PictureGenerateScreen({ project }: ScreenProps) {
  const facts = useLiveQuery(async () => {
    const [runs, outputs, models, pictures] = await Promise.all([
      db.runs.where('projectId').equals(project.id).sortBy('createdAt'),
      db.outputs.where('projectId').equals(project.id).sortBy('createdAt'),
      db.models.where('projectId').equals(project.id).primaryKeys(),
      db.pictures.get(project.id),
    ])
    return { runs: runs.filter((run) => models.includes(run.id)).reverse(), outputs: outputs.reverse(), pictures }
  }, [project.id])
  if (!facts?.pictures) return null
  const { runs, outputs, pictures } = facts
  const active = outputs.find(({ id }) => id === project.activeOutputId)
  const run = runs.find(({ id }) => id === active?.runId) ?? runs[0]
  return (
    <ScreenFrame title="Generate" hint="Make as many pictures of each class as you like.">
      {runs.length > 0 ? (
        <PictureWishPanel key={active?.runId} project={project} pictures={pictures} runs={runs} active={active} />
      ) : (
        <EmptyState
          icon={IconPhotoOff}
          title="There is no model yet"
          actions={
            <Button component={Link} href={stagePath(project.id, 'train')}>
              Go to Train
            </Button>
          }
        >
          Train a generator first.
        </EmptyState>
      )}
      {run && !isOfOlderPictures(pictures, run) && (
        <DerivePanel key={`${run.id} derive`} project={project} pictures={pictures} run={run} />
      )}
      {active && active.rows > 0 && <MadeGallery key={active.id} output={active} />}
      {outputs.length > 0 && <HistoryPanel project={project} outputs={outputs} />}
    </ScreenFrame>
  )
}
