import { ActionIcon, Autocomplete, Button, Group, NumberInput, SegmentedControl, Text } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { polygonBounds } from '../../core/images/fill-polygons'
import type { Picture } from '../../core/images/picture'
import { within } from '../../core/images/thing'
import type { StoredPictures } from '../../db/pictures'
import { markThing, type StoredScenes, unmarkThing } from '../../db/scenes'
import { loadPicture } from '../../jobs/pictures'
import { PixelCanvas } from '../../ui/pixel-canvas'
import styles from './compose.module.css'
import { DrawingBoard } from './drawing-board'
import { Marks } from './marks'
import { nameOf } from './transform-words'

interface CutOutDrawingProps {
  readonly pictures: StoredPictures
  readonly scenes: StoredScenes
}

/** Marks things in one picture after another. */
export function CutOutDrawing({ pictures, scenes }: CutOutDrawingProps) {
  const { projectId, width, height, labels } = pictures
  const [place, setPlace] = useState(0)
  const [way, setWay] = useState<'outline' | 'box'>('outline')
  const [corners, setCorners] = useState<readonly number[]>([])
  const [name, setName] = useState('')
  const picture = usePicture(projectId, place)
  const things = scenes.things.flatMap((thing, index) => (thing.place === place ? [{ ...thing, index }] : []))
  const go = (to: number) => {
    setPlace(Math.min(labels.length - 1, Math.max(0, to)))
    setCorners([])
  }
  const isWhole = way === 'box' ? corners.length === 4 : corners.length >= 6
  const keep = async () => {
    const extent = polygonBounds([corners])
    const thing = within({ ...extent, polygons: way === 'box' ? [] : [corners] }, width, height)
    if (!thing || !isWhole || name.trim() === '') return
    await markThing(projectId, name.trim(), { ...thing, place })
    setCorners([])
  }
  return (
    <div className={styles.stack}>
      <Group justify="space-between" align="end">
        <Group gap={6} align="end">
          <ActionIcon size="lg" variant="default" aria-label="Picture before" onClick={() => go(place - 1)}>
            <IconArrowLeft size={16} />
          </ActionIcon>
          <NumberInput
            label={`Picture, of ${labels.length}`}
            w={110}
            min={1}
            max={labels.length}
            allowDecimal={false}
            value={place + 1}
            onChange={(value) => typeof value === 'number' && go(value - 1)}
          />
          <ActionIcon size="lg" variant="default" aria-label="Picture after" onClick={() => go(place + 1)}>
            <IconArrowRight size={16} />
          </ActionIcon>
        </Group>
        <SegmentedControl
          aria-label="Draw"
          data={[
            { value: 'outline', label: 'Outline' },
            { value: 'box', label: 'Box' },
          ]}
          value={way}
          onChange={(value) => {
            setWay(value === 'box' ? 'box' : 'outline')
            setCorners([])
          }}
        />
      </Group>
      <div className={styles.drawing}>
        <PixelCanvas
          {...{ width, height, channels: pictures.channels }}
          pixels={picture?.pixels}
          label={`Picture ${place + 1}`}
        />
        <Marks width={width} height={height} marks={things.map((thing) => ({ ...thing, name: '' }))} />
        <DrawingBoard key={`${place} ${way}`} {...{ width, height, way, corners }} onChange={setCorners} />
      </div>
      <Text size="sm" c="dimmed">
        {way === 'box'
          ? 'Draw from one corner of the thing to the other.'
          : 'Click along the edge of the thing, corner after corner.'}{' '}
        By keyboard: arrows move (with Shift further), Space sets a corner, Backspace takes one back.
      </Text>
      <Group align="end">
        <Autocomplete
          label="What is it?"
          data={[...new Set([...scenes.thingClasses, ...pictures.classes])]}
          value={name}
          onChange={setName}
          flex="1 1 180px"
        />
        <Button disabled={!isWhole || name.trim() === ''} onClick={() => void keep()}>
          Keep the cut-out
        </Button>
      </Group>
      {things.length > 0 && (
        <ul className={styles.things} aria-label="Marked in this picture">
          {things.map(({ index, label, polygons }) => {
            const text = `${scenes.thingClasses[label]} (${polygons.length > 0 ? 'outline' : 'box'})`
            return (
              <li key={index}>
                {nameOf(text)}
                <ActionIcon
                  variant="subtle"
                  aria-label={`Remove ${text}`}
                  onClick={() => void unmarkThing(projectId, index)}
                >
                  <IconX size={14} />
                </ActionIcon>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

function usePicture(projectId: string, place: number): Picture | undefined {
  const [found, setFound] = useState<{ readonly place: number; readonly picture: Picture }>()
  useEffect(() => {
    let isWanted = true
    void loadPicture(projectId, place).then((picture) => {
      if (isWanted) setFound({ place, picture })
    })
    return () => {
      isWanted = false
    }
  }, [projectId, place])
  return found?.place === place ? found.picture : undefined
}
