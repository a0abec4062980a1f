import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture } from '../../../../scripts/headless/decode-picture'
import { composeScene, type Scene } from '../compose/compose-scene'
import { smallKit } from '../compose/kit.fixture'
import { defaultSceneRecipe } from '../compose/scene-recipe'
import { areaOf, masksOf, outlines } from '../mask'
import { readPictureZip } from '../read-pictures'
import { countsOfText, fromRunLengths, runLengths } from '../run-lengths'
import { writePng } from '../write-png'
import type { LaidOutPicture } from './layout'
import { layouts } from './registry'

const classes = ['disc & "co"', 'block']
const kit = smallKit()
const recipe = {
  ...defaultSceneRecipe,
  width: 96,
  height: 80,
  spreads: {
    count: { low: 0, high: 5, shape: 'even' as const },
    rotation: { low: -180, high: 180, shape: 'even' as const },
  },
}
const text = (bytes: string) => new TextEncoder().encode(bytes)
let scenes: Scene[]

beforeAll(async () => {
  const empty = { ...recipe, spreads: { count: { low: 0, high: 0, shape: 'even' as const } } }
  scenes = await Promise.all(Array.from({ length: 9 }, (_, i) => composeScene(i === 2 ? empty : recipe, kit, i)))
})

const laidOut = ({ picture, instances }: Scene, i: number): LaidOutPicture => ({
  name: String(i + 1).padStart(6, '0'),
  part: i < 6 ? 'train' : 'validation',
  width: picture.width,
  height: picture.height,
  channels: picture.channels,
  things: instances.map(({ label, mask }) => ({
    label,
    mask,
    left: mask.left,
    top: mask.top,
    right: mask.left + mask.width,
    bottom: mask.top + mask.height,
  })),
})

function filesOf(layout: (typeof layouts)[number]): Record<string, Uint8Array> {
  const writer = layout.start(classes)
  const files: Record<string, Uint8Array> = {}
  scenes.forEach((scene, i) => {
    const { name, beside } = writer.add(laidOut(scene, i))
    files[name] = writePng(scene.picture)
    for (const file of beside) files[file.name] = text(file.text)
  })
  for (const file of writer.end()) files[file.name] = text(file.text)
  return files
}

describe.each(layouts.map((layout) => [layout.id, layout] as const))('%s', (id, layout) => {
  test('what is written is read back: pictures, parts, classes, boxes, and masks where it has them', async () => {
    const files = filesOf(layout)
    const { set, parts, things, thingClasses, refused } = await readPictureZip(zipSync(files), decodePicture)
    expect(refused).toEqual([])
    expect(set.labels.length).toBe(9)
    // Each picture finds its scene by its pixels.
    const size = 96 * 80 * 3
    const seen = scenes.map((scene, i) => {
      const place = [...set.labels.keys()].find((at) =>
        Buffer.from(scene.picture.pixels).equals(set.pixels.subarray(at * size, (at + 1) * size)),
      )!
      expect(parts?.[place]).toBe(i < 6 ? 'train' : 'validation')
      const wanted = laidOut(scene, i).things!.map(({ label, mask, ...box }) => ({
        ...box,
        name: classes[label]!,
        polygons: id === 'coco' ? outlines(mask!) : [],
      }))
      const found = things![place]!.map(({ label, ...thing }) => ({ ...thing, name: thingClasses[label]! }))
      expect(found).toEqual(wanted)
      return wanted.length
    })
    expect(Math.max(...seen)).toBeGreaterThan(2)
    expect(seen).toContain(0)
  })
})

describe('run lengths', () => {
  const { width, height, masks } = JSON.parse(readFileSync(new URL('fixtures/coco.json', import.meta.url), 'utf8')) as {
    width: number
    height: number
    masks: { bits: string; counts: string; area: number; bbox: number[] }[]
  }

  test.each(masks.map((mask, i) => [i, mask] as const))('mask %i is as pycocotools has it', (_, given) => {
    const bits = Uint8Array.from(given.bits, Number)
    const mask = masksOf(bits, width, 1)[0]!
    const counts = countsOfText(given.counts)!
    expect(runLengths(mask, width, height)).toEqual(counts)
    expect(fromRunLengths(counts, width, height)).toEqual(bits)
    expect(areaOf(mask)).toBe(given.area)
    expect([mask.left, mask.top, mask.width, mask.height]).toEqual(given.bbox)
  })

  test('that do not add up are no mask', () => {
    for (const counts of [[5], [0, 2000], [-1, 1962], [1e12], [Number.NaN]])
      expect(fromRunLengths(counts, width, height)).toBeUndefined()
    for (const counts of ['\u0001', 'é', 'oooooooooooo']) expect(countsOfText(counts)).toBeUndefined()
  })
})
