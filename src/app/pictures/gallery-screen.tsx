import { Button, Select } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Part } from '../../core/images/labels'
import type { StoredPictures } from '../../db/pictures'
import { formatCount, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { GalleryNotes } from './gallery-notes'
import styles from './pictures.module.css'
import { usePictures } from './use-pictures'
import { useThumbnail } from './use-thumbnails'

const cell = 72 // pixels
const gap = 4

export function GalleryScreen({ project }: ScreenProps) {
  const pictures = usePictures(project.id)
  if (!pictures) return null
  const { labels, classes, width, height } = pictures
  return (
    <ScreenFrame
      title="Gallery"
      hint={`${formatQuantity(labels.length, 'picture')} of ${width} × ${height} px in ${formatQuantity(classes.length, 'class', 'classes')}`}
      actions={
        <Button component={Link} href={stagePath(project.id, 'generate')}>
          Augment
        </Button>
      }
    >
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
      <Thumbnails pictures={pictures} places={places} />
    </Panel>
  )
}

function countsOf(labels: Int32Array, classes: number): Uint32Array {
  const counts = new Uint32Array(classes)
  for (const label of labels) counts[label]!++
  return counts
}

/** Only the rows in sight are in the page. */
function Thumbnails({ pictures, places }: { readonly pictures: StoredPictures; readonly places: readonly number[] }) {
  const { ref, width } = useElementSize()
  const scroll = useRef<HTMLDivElement>(null)
  const columns = Math.max(3, Math.floor((width + gap) / (cell + gap)))
  const side = width > 0 ? (width - gap * (columns - 1)) / columns : cell
  const rows = useVirtualizer({
    count: Math.ceil(places.length / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => side + gap,
    overscan: 3,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className={styles.scroll} ref={scroll} aria-label="Thumbnails" tabIndex={0}>
      <div ref={ref} style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, key }) => (
          <div
            key={key}
            className={styles.row}
            style={{
              transform: `translateY(${index * (side + gap)}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {places.slice(index * columns, (index + 1) * columns).map((place) => (
              <Thumbnail key={place} pictures={pictures} place={place} />
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

function Thumbnail({ pictures, place }: { readonly pictures: StoredPictures; readonly place: number }) {
  const shown = useThumbnail(pictures, place)
  const part = pictures.parts?.[place]
  const label = pictures.classes[pictures.labels[place]!]!
  return <PixelCanvas {...shown} label={part ? `${label}, ${partWords[part]}` : label} className={styles.thumbnail} />
}
