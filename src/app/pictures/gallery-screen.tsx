import { Button, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { Part } from '../../core/images/labels'
import type { StoredPictures } from '../../db/pictures'
import { formatCount, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { ScreenFrame } from '../../ui/screen-frame'
import { TileGrid } from '../../ui/tile-grid'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { FirstPictures } from './first-pictures'
import { GalleryNotes } from './gallery-notes'
import styles from './pictures.module.css'
import { usePictures } from './use-pictures'
import { useThumbnail } from './use-thumbnails'

export function GalleryScreen({ project }: ScreenProps) {
  const pictures = usePictures(project.id)
  if (!pictures) return null
  const { labels, classes, width, height } = pictures
  return (
    <ScreenFrame
      title="Gallery"
      hint={`${formatQuantity(labels.length, 'picture')} of ${width} × ${height} px in ${formatQuantity(classes.length, 'class', 'classes')}`}
      actions={
        <Button component={Link} href={stagePath(project.id, 'augment')} variant="default">
          Augment
        </Button>
      }
    >
      <FirstPictures project={project} />
      <GalleryNotes pictures={pictures} />
      <Gallery pictures={pictures} />
    </ScreenFrame>
  )
}

const partWords: Readonly<Record<Part, string>> = { train: 'Training', validation: 'Validation', test: 'Test' }

function Gallery({ pictures }: { readonly pictures: StoredPictures }) {
  const { labels, classes, parts } = pictures
  const [label, setLabel] = useState<string | null>(null)
  const [part, setPart] = useState<string | null>(null)
  const counts = useMemo(() => countsOf(labels, classes.length), [labels, classes])
  const places = useMemo(
    () =>
      [...labels.keys()]
        .filter((i) => (label === null || labels[i] === Number(label)) && (part === null || parts?.[i] === part))
        .sort((a, b) => labels[a]! - labels[b]! || a - b),
    [labels, parts, label, part],
  )
  return (
    <Panel
      title="Pictures"
      hint={`${formatCount(places.length)} shown, class after class`}
      actions={
        <div className={styles.filters}>
          <Select
            aria-label="Class"
            placeholder="All classes"
            clearable
            searchable
            data={classes.map((name, i) => ({ value: String(i), label: `${name} (${formatCount(counts[i]!)})` }))}
            value={label}
            onChange={setLabel}
          />
          {parts && (
            <Select
              aria-label="Part"
              placeholder="All parts"
              clearable
              data={[...new Set(parts)].map((value) => ({ value, label: partWords[value] }))}
              value={part}
              onChange={setPart}
            />
          )}
        </div>
      }
    >
      <TileGrid
        count={places.length}
        label="Thumbnails"
        tile={(index) => <Thumbnail key={index} pictures={pictures} place={places[index]!} />}
      />
    </Panel>
  )
}

function countsOf(labels: Int32Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes)
  for (const label of labels) counts[label]!++
  return counts
}

function Thumbnail({ pictures, place }: { readonly pictures: StoredPictures; readonly place: number }) {
  const shown = useThumbnail(pictures, place)
  const part = pictures.parts?.[place]
  const label = pictures.classes[pictures.labels[place]!]!
  return <PixelCanvas {...shown} label={part ? `${label}, ${partWords[part]}` : label} className={styles.thumbnail} />
}
