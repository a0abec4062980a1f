import { Select } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { CurationEdit } from '../../core/images/curation'
import type { Part } from '../../core/images/labels'
import type { StoredPictures } from '../../db/pictures'
import type { StoredScenes } from '../../db/scenes'
import { editPictures } from '../../store/curation'
import { formatCount, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { PickGrid } from '../../ui/pick-grid'
import { nothingPicked } from '../../ui/picking'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { useThumbnail } from '../use-thumbnails'
import { ClassPanel } from './class-panel'
import composeStyles from './compose.module.css'
import galleryStyles from './gallery.module.css'
import { type Mark, Marks } from './marks'
import { PickedBar } from './picked-bar'
import styles from './pictures.module.css'
import { useScenes } from './use-scenes'

const partWords: Readonly<Record<Part, string>> = { train: 'Training', validation: 'Validation', test: 'Test' }
const useWords = { used: 'In use', out: 'Left out' } as const
const help =
  'Click or use the arrow keys to pick, with Shift for several in a row, with Ctrl or Space for single ones. Enter sets the class, Delete leaves out.'

/** The pictures by class: picked, given another class, left out and brought back. */
export function GalleryPanel({ pictures }: { readonly pictures: StoredPictures }) {
  const { labels, classes, parts, excluded } = pictures
  const [className, setClassName] = useState<string | null>(null)
  const [part, setPart] = useState<string | null>(null)
  const [use, setUse] = useState<string | null>(null)
  const [picking, setPicking] = useState(nothingPicked)
  const [said, setSaid] = useState(help)
  const nameField = useRef<HTMLInputElement>(null)
  const scenes = useScenes(pictures.projectId)
  const marks = useMemo(() => marksOf(scenes), [scenes])
  const isOut = (place: number) => excluded?.[place] === 1
  const shownClass = className !== null && classes.includes(className) ? className : null
  const order = useMemo(() => {
    const label = shownClass === null ? undefined : classes.indexOf(shownClass)
    return [...labels.keys()]
      .filter(
        (i) =>
          (label === undefined || labels[i] === label) &&
          (part === null || parts?.[i] === part) &&
          (use === null || (excluded?.[i] === 1) === (use === 'out')),
      )
      .sort((a, b) => labels[a]! - labels[b]! || a - b)
  }, [labels, classes, parts, excluded, shownClass, part, use])
  const picked = useMemo(() => order.filter((place) => picking.picked.has(place)), [order, picking])
  const areOut = picked.length > 0 && picked.every(isOut)
  const edit = (change: CurationEdit, words: string) => {
    setSaid(editPictures(change) ? `${words} Undo takes it back.` : 'Nothing changed.')
  }
  const leaveOut = () =>
    edit(
      { kind: areOut ? 'include' : 'exclude', places: picked },
      `${formatQuantity(picked.length, 'picture')} ${areOut ? 'brought back.' : 'left out: nothing learns from, uses or exports them.'}`,
    )
  const pickClass = (name: string) => {
    setClassName(name)
    setPart(null)
    setUse(null)
    const label = classes.indexOf(name)
    setPicking({ ...nothingPicked, picked: new Set([...labels.keys()].filter((i) => labels[i] === label)) })
  }
  const rename = (from: string, to: string) =>
    edit(
      { kind: 'rename', from, to },
      classes.includes(to.trim()) ? `“${from}” joined with “${to.trim()}”.` : `“${from}” is called “${to.trim()}” now.`,
    )
  return (
    <>
      <ClassPanel pictures={pictures} onPick={pickClass} onRename={rename} />
      <Panel
        title="Pictures"
        hint={`${formatCount(order.length)} shown, class after class`}
        actions={
          <div className={styles.filters}>
            <Select
              aria-label="Class"
              placeholder="All classes"
              clearable
              searchable
              data={[...classes]}
              value={shownClass}
              onChange={setClassName}
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
            {(excluded || use !== null) && (
              <Select
                aria-label="Use"
                placeholder="Used and left out"
                clearable
                data={Object.entries(useWords).map(([value, label]) => ({ value, label }))}
                value={use}
                onChange={setUse}
              />
            )}
          </div>
        }
      >
        <PickedBar
          classes={classes}
          picked={picked.length}
          shown={order.length}
          areOut={areOut}
          nameField={nameField}
          onRelabel={(name) =>
            edit(
              { kind: 'relabel', places: picked, name },
              `${formatQuantity(picked.length, 'picture is', 'pictures are')} “${name.trim()}” now.`,
            )
          }
          onLeaveOut={leaveOut}
          onPickAll={() => setPicking({ ...picking, picked: new Set(order) })}
          onClear={() => setPicking(nothingPicked)}
        />
        <p className={galleryStyles.said} role="status">
          {said}
        </p>
        <PickGrid
          label="Pictures"
          order={order}
          picking={{ ...picking, picked: new Set(picked) }}
          onPick={setPicking}
          onKey={(event) => {
            if (picked.length === 0) return
            if (event.key === 'Delete' || event.key === 'Backspace') leaveOut()
            else if (event.key === 'Enter') nameField.current?.focus()
            else return
            event.preventDefault()
          }}
          tileLabel={(place) =>
            [
              classes[labels[place]!]!,
              ...(parts ? [partWords[parts[place]!]] : []),
              ...new Set(marks.get(place)?.map(({ name }) => name)),
              ...(isOut(place) ? ['left out'] : []),
            ].join(', ')
          }
          tile={(place) => <Thumbnail pictures={pictures} place={place} marks={marks.get(place) ?? []} />}
        />
      </Panel>
    </>
  )
}

/** What is marked in each picture, by its number. */
function marksOf(scenes: StoredScenes | undefined): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>()
  for (const thing of scenes?.things ?? []) {
    const own = marks.get(thing.place) ?? []
    marks.set(thing.place, own)
    own.push({ ...thing, name: scenes!.thingClasses[thing.label]! })
  }
  return marks
}

interface ThumbnailProps {
  readonly pictures: StoredPictures
  readonly place: number
  readonly marks: readonly Mark[]
}

function Thumbnail({ pictures, place, marks }: ThumbnailProps) {
  const shown = useThumbnail(pictures, place)
  const { width, height, excluded } = pictures
  return (
    <div className={`${composeStyles.marked} ${galleryStyles.tile}`} data-out={excluded?.[place] === 1 || undefined}>
      <PixelCanvas {...shown} className={styles.thumbnail} />
      {marks.length > 0 && <Marks width={width} height={height} marks={marks} />}
    </div>
  )
}
