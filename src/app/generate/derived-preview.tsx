import { Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Derivation } from '../../core/images/derivation'
import type { PictureSet } from '../../core/images/picture-set'
import type { Run } from '../../db/objects'
import { deriveFew } from '../../jobs/train'
import { PixelCanvas } from '../../ui/pixel-canvas'
import styles from './derive.module.css'

interface DerivedPreviewProps {
  readonly run: Run
  readonly wish: Derivation
  readonly seed: number
  readonly isBusy: boolean
  /** A chosen picture, by its place. */
  readonly own: (place: number) => ReactNode
}

const rowsShown = 4
const eachShown = 7

/** What a preview of a wish makes: the same pictures as the whole would have, but fewer. */
const fewOf = (wish: Derivation): Derivation =>
  wish.how === 'variation'
    ? { ...wish, from: wish.from.slice(0, rowsShown), each: eachShown }
    : { ...wish, frames: eachShown }

interface Shown {
  readonly wish: Derivation
  readonly made: PictureSet
}

/** Rows of a chosen picture and what is made of it; of two, the way between them. */
export function DerivedPreview({ run, wish, seed, isBusy, own }: DerivedPreviewProps) {
  const shown = useDerived(run.id, wish, seed, isBusy)
  if (!shown) {
    return (
      <Text size="sm" c="dimmed">
        {isBusy ? 'A preview waits until nothing is trained or made any more.' : 'Making a preview …'}
      </Text>
    )
  }
  const { made } = shown
  const rows = shown.wish.how === 'variation' ? shown.wish.from : [shown.wish.from[0]]
  const last = shown.wish.how === 'interpolation' ? shown.wish.from[1] : undefined
  return (
    <ul className={styles.rows} aria-label="Preview">
      {rows.map((place, row) => (
        <li key={place} className={styles.row}>
          <div className={styles.own}>{own(place)}</div>
          {Array.from({ length: eachShown }, (_, i) => (
            <PixelCanvas
              // biome-ignore lint/suspicious/noArrayIndexKey: a picture is its place in the row
              key={i}
              {...pictureOf(made, row * eachShown + i)}
              label={`Made, ${row * eachShown + i + 1}`}
              className={styles.tile}
            />
          ))}
          {last !== undefined && <div className={styles.own}>{own(last)}</div>}
        </li>
      ))}
    </ul>
  )
}

function pictureOf({ width, height, channels, pixels }: PictureSet, place: number) {
  const size = width * height * channels
  return { width, height, channels, pixels: pixels.subarray(place * size, (place + 1) * size) }
}

/** Made again when the wish changes; what is on its way is let pass, the newest is last. */
function useDerived(runId: string, wish: Derivation, seed: number, isBusy: boolean): Shown | undefined {
  const [shown, setShown] = useState<Shown>()
  const wanted = useRef<Derivation>(undefined)
  const isWorking = useRef(false)
  useEffect(() => {
    wanted.current = isBusy ? undefined : wish
    if (isWorking.current || isBusy) return
    isWorking.current = true
    const work = async () => {
      for (let done: Derivation | undefined; wanted.current && done !== wanted.current; ) {
        done = wanted.current
        const few = fewOf(done)
        const made = await deriveFew(runId, few, seed)
        setShown({ wish: few, made })
      }
    }
    void work().finally(() => {
      isWorking.current = false
    })
  }, [runId, wish, seed, isBusy])
  // Of another kind of wish the rows mean something else.
  return shown?.wish.how === wish.how ? shown : undefined
}
