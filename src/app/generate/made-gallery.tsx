import { Select } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useState } from 'react'
import type { PictureShape } from '../../core/images/learn/float-pictures'
import { db } from '../../db/database'
import { loadMadeBlock, madeBlockPictures } from '../../db/made-pictures'
import type { Output } from '../../db/objects'
import { formatCount } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { TileGrid } from '../../ui/tile-grid'
import classes from './generate.module.css'

/** The pictures of an output, class after class. */
export function MadeGallery({ output }: { readonly output: Output }) {
  const { id, names, rows } = output
  const [label, setLabel] = useState<string | null>(null)
  const labels = useLiveQuery(() => loadLabels(id), [id, rows])
  const places = useMemo(() => {
    const all = [...(labels ?? []).keys()].filter((place) => label === null || labels![place] === Number(label))
    return all.sort((a, b) => labels![a]! - labels![b]! || a - b)
  }, [labels, label])
  if (!labels || !output.shape) return null
  const { shape } = output
  return (
    <Panel
      title="Pictures"
      hint={`${formatCount(places.length)} of ${shape.width} × ${shape.height} px, class after class`}
      actions={
        <Select
          aria-label="Class"
          placeholder="All classes"
          clearable
          searchable
          data={names.map((name, i) => ({ value: String(i), label: name }))}
          value={label}
          onChange={setLabel}
        />
      }
    >
      <TileGrid
        count={places.length}
        label="Made pictures"
        tile={(index) => (
          <MadeTile
            key={index}
            outputId={id}
            shape={shape}
            place={places[index]!}
            name={names[labels[places[index]!]!]!}
          />
        )}
      />
    </Panel>
  )
}

async function loadLabels(outputId: string): Promise<Int32Array> {
  const blocks = await db.madePictures.where('outputId').equals(outputId).sortBy('block')
  return Int32Array.from(blocks.flatMap(({ labels }) => [...labels]))
}

interface MadeTileProps {
  readonly outputId: string
  readonly shape: PictureShape
  readonly place: number
  readonly name: string
}

function MadeTile({ outputId, shape, place, name }: MadeTileProps) {
  const [found, setFound] = useState<{ readonly place: number; readonly pixels: Uint8Array }>()
  const { width, height, channels } = shape
  const size = width * height * channels
  useEffect(() => {
    let isWanted = true
    void blockOf(outputId, Math.floor(place / madeBlockPictures)).then((pixels) => {
      const at = (place % madeBlockPictures) * size
      if (isWanted && pixels) setFound({ place, pixels: pixels.subarray(at, at + size) })
    })
    return () => {
      isWanted = false
    }
  }, [outputId, place, size])
  const pixels = found?.place === place ? found.pixels : undefined
  return <PixelCanvas {...shape} pixels={pixels} label={name} className={classes.tile} />
}

const blocksHeld = 16
const held = new Map<string, Promise<Uint8Array | undefined>>()

function blockOf(outputId: string, block: number): Promise<Uint8Array | undefined> {
  const key = `${outputId}:${block}`
  const known = held.get(key)
  if (known) return known
  const loading = loadMadeBlock(outputId, block).then((found) => found?.pixels)
  if (held.size >= blocksHeld) held.delete(held.keys().next().value!)
  held.set(key, loading)
  return loading
}
