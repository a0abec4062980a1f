import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { decodePicture } from '../../../../scripts/headless/decode-picture'
import { layouts } from '../layouts/registry'
import type { MadeFacts } from '../made-facts'
import type { Picture } from '../picture'
import { readPictureZip } from '../read-pictures'
import { type AugmentRecipe, defaultRecipe } from './augment-recipe'
import { planDraws } from './augmented'
import { type AugmentedWork, augmentedFiles } from './augmented-files'
import { usually } from './pipeline'

const [width, height] = [40, 30]
const classes = ['cat', 'dog & co']
const labels = Int32Array.of(0, 0, 0, 1, 1)
const facts: MadeFacts = {
  id: '0',
  createdAt: '2026-01-01T00:00:00Z',
  toolVersion: '1',
  sourceName: 'a.zip',
  sourceGeneration: 0,
  source: {
    pictures: 5,
    used: 5,
    heldBack: 0,
    leftOut: 0,
    refused: 0,
    exactCopies: 0,
    nearCopies: 0,
    moved: 0,
    width,
    height,
    channels: 3,
  },
}

/** A bright disc on dark noise: its outline is known, and the brightest pixels say where it went. */
function disc(place: number): { readonly picture: Picture; readonly at: readonly [number, number] } {
  const at = [14 + 2 * place, 12 + place] as const
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return Math.hypot(x + 0.5 - at[0], y + 0.5 - at[1]) < 6 ? 250 : (i * 7 + place * 31) % 40
  })
  return { picture: { width, height, channels: 3, pixels }, at }
}

const source = (place: number) => {
  const { picture, at } = disc(place)
  const polygon = Array.from({ length: 32 }, (_, i) => (i * Math.PI) / 16).flatMap((turn) => [
    at[0] + 6 * Math.cos(turn),
    at[1] + 6 * Math.sin(turn),
  ])
  const extent = { left: at[0] - 6, top: at[1] - 6, right: at[0] + 6, bottom: at[1] + 6 }
  return {
    picture,
    things: [
      { ...extent, label: 1, polygons: [polygon] },
      { ...extent, label: 0, polygons: [] },
    ],
  }
}

const recipe: AugmentRecipe = {
  ...defaultRecipe,
  perClass: 6,
  steps: [usually('horizontal-flip', 0.5), usually('rotate', 1), usually('shift', 1), usually('zoom', 1)],
}

async function filesOf(change: Partial<AugmentedWork> = {}): Promise<Record<string, Uint8Array>> {
  const own = change.recipe ?? recipe
  const draws = planDraws(labels, Int32Array.from(labels.keys()), own)
  const work = {
    classes,
    thingClasses: ['box', 'disc'],
    draws,
    recipe: own,
    layout: 'imagefolder' as const,
    facts,
    source,
  }
  const files: Record<string, Uint8Array> = {}
  for await (const { name, bytes } of augmentedFiles({ ...work, ...change })) files[name] = bytes
  return files
}
const linesOf = (bytes: Uint8Array | undefined) =>
  new TextDecoder()
    .decode(bytes)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe.each(layouts.map(({ id }) => id))('%s', (layout) => {
  test('is read back with classes, boxes and outlines, which lie where the pixels lie', async () => {
    const read = await readPictureZip(zipSync(await filesOf({ layout })), decodePicture)
    expect(read.refused).toEqual([])
    expect(read.set.classes).toEqual(layout === 'imagefolder' ? ['cat', 'dog & co'] : classes)
    expect([...read.set.labels].sort()).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    expect(read.thingClasses).toEqual(['box', 'disc'])
    let seen = 0
    read.set.labels.forEach((_, place) => {
      for (const thing of read.things![place]!.filter(({ label }) => read.thingClasses[label] === 'disc')) {
        const { left, top, right, bottom } = brightHull(read.set.pixels.subarray(place * width * height * 3))
        for (const [found, wanted] of [
          [thing.left, left],
          [thing.top, top],
          [thing.right, right],
          [thing.bottom, bottom],
        ] as const)
          expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1.01)
        expect(thing.polygons.length > 0).toBe(layout === 'coco')
        seen++
      }
    })
    expect(seen).toBeGreaterThanOrEqual(10)
  })
})

/** Of the pixels that are more than half bright. */
function brightHull(pixels: Uint8Array) {
  const bright = Array.from({ length: width * height }, (_, i) => i).filter((i) => pixels[3 * i]! > 145)
  const [xs, ys] = [bright.map((i) => i % width), bright.map((i) => Math.floor(i / width))]
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs) + 1, bottom: Math.max(...ys) + 1 }
}

describe('labels of mixed pictures', () => {
  test.each(['mixup', 'cutmix', 'mosaic'] as const)(
    '%s: shares sum to 1 and the folder is the class of the largest',
    async (kind) => {
      const mixed = { ...recipe, perClass: 20, mix: { kind, chance: 0.8, alpha: 1 } }
      const files = await filesOf({
        recipe: mixed,
        thingClasses: [],
        source: (place) => ({ ...disc(place), things: [] }),
      })
      const rows = linesOf(files['train/metadata.jsonl'])
      expect(rows).toHaveLength(40)
      for (const row of rows) {
        const [names, shares] = [row['labels'] as string[], row['shares'] as number[]]
        expect(files).toHaveProperty([`train/${row['file_name']}`])
        expect(names[0]).toBe(row['label'])
        expect(row['file_name']).toMatch(row['label'] === 'cat' ? /^cat\// : /^dog/)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
        expect(Math.max(...shares)).toBe(shares[0])
        expect(row).not.toHaveProperty('objects')
      }
      expect(rows.some((row) => (row['labels'] as string[]).length === 2)).toBe(true)
      expect(rows.some((row) => (row['labels'] as string[]).length === 1)).toBe(true)
      expect(await filesOf({ recipe: mixed, thingClasses: [], source: (p) => ({ ...disc(p), things: [] }) })).toEqual(
        files,
      )
    },
  )

  test('where every picture is left out the set is empty, and still says where it comes from', async () => {
    expect(Object.keys(await filesOf({ draws: [], thingClasses: [] }))).toEqual(['recipe.json', 'provenance.json'])
  })

  test('a plain set has folders only', async () => {
    const files = await filesOf({ thingClasses: [], source: (place) => ({ ...disc(place), things: [] }) })
    expect(
      Object.keys(files)
        .filter((name) => !/^train\/(cat|dog_&_co|dog & co|dog.*)\/\d{6}\.png$/.test(name))
        .sort(),
    ).toEqual(['contact-sheet.png', 'provenance.json', 'recipe.json'])
  })
})
