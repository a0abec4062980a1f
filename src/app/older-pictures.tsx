import { Button } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { isOfOlderPictures } from '../db/curation'
import { db } from '../db/database'
import type { Output } from '../db/objects'
import { Notice } from '../ui/notice'
import { stagePath } from './routes'

/** Whether pictures were changed in the gallery since a set was learned; false while that is looked up. */
export const useIsOlder = ({ projectId, runId }: Pick<Output, 'projectId' | 'runId'>): boolean =>
  useLiveQuery(async () => {
    const [pictures, run] = await Promise.all([db.pictures.get(projectId), db.runs.get(runId)])
    return pictures !== undefined && run !== undefined && isOfOlderPictures(pictures, run)
  }, [projectId, runId]) ?? false

/** Says so. */
export function OlderPictures({ output }: { readonly output: Output }) {
  if (!useIsOlder(output)) return null
  return (
    <Notice
      tone="warn"
      title="You changed your pictures after this set was learned"
      actions={
        <Button size="xs" variant="default" component={Link} href={stagePath(output.projectId, 'train')}>
          Train again
        </Button>
      }
    >
      It shows the classes as they were, and may hold what it learned from pictures that you have left out since. Its
      figures compare it with what it learned from.
    </Notice>
  )
}
