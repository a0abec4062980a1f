import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { StoredPictures } from '../../db/pictures'
import { formatCount, formatQuantity } from '../../ui/format'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { FirstPictures } from './first-pictures'
import { GalleryNotes } from './gallery-notes'
import { GalleryPanel } from './gallery-panel'
import { useCurated } from './use-curated'

/** The pictures as they were read, and what is to be used of them. */
export function GalleryScreen({ project }: ScreenProps) {
  const pictures = useCurated(project.id)
  if (!pictures) return null
  return (
    <ScreenFrame
      title="Gallery"
      hint={countWords(pictures)}
      actions={
        <Button component={Link} href={stagePath(project.id, 'augment')} variant="default">
          Augment
        </Button>
      }
    >
      <FirstPictures project={project} />
      <GalleryNotes pictures={pictures} />
      <GalleryPanel key={project.id} pictures={pictures} />
    </ScreenFrame>
  )
}

function countWords({ labels, classes, width, height, excluded }: StoredPictures): string {
  const out = excluded?.reduce((sum, mark) => sum + mark, 0) ?? 0
  const leftOut = out > 0 ? `; ${formatCount(out)} left out` : ''
  return `${formatQuantity(labels.length, 'picture')} of ${width} × ${height} px in ${formatQuantity(classes.length, 'class', 'classes')}${leftOut}`
}
