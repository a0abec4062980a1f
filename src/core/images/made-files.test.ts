import { decode } from 'fast-png'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { decodePicture } from '../../../scripts/headless/decode-picture'
import { directionOf, stripes } from './learn/stripes.fixture'
import { type MadeWork, madeFiles } from './made-files'
import { realCount, spreadLabels } from './picture-pipeline'
import { readPictureZip } from './read-pictures'

const made = stripes(30, 8, 1)
const facts: MadeWork['facts'] = {
  id: '0f9b1c2e-0000-4000-8000-000000000000',
  createdAt: '2026-11-25T10:00:00Z',
  toolVersion: '1.0.0',
  source: { name: 'stripes.zip', pictures: 200 },
  split: { train: 150, control: 20, test: 30 },
  generator: { type: 'pyramid-flow', hyperparameters: {}, backend: 'wasm', steps: 10, seed: 1 },
  seed: 2,
  sourceGeneration: 0,
}

async function filesOf(work: Partial<MadeWork>) {
  const files = new Map<string, Uint8Array>()
  const whole = {
    classes: ['a/b', 'along'],
    pictures: [made],
    facts,
    report: undefined,
    layout: 'imagefolder' as const,
    ...work,
  }
  for await (const { name, bytes } of madeFiles(whole)) files.set(name, bytes)
  const provenance = JSON.parse(new TextDecoder().decode(files.get('provenance.json')))
  return { names: [...files.keys()], files, provenance }
}
const mark = 'digitalsourcetype/trainedAlgorithmicMedia'
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

test('the set is an imagefolder whose every picture says that it was made; its papers hold no real one', async () => {
  const { names, files, provenance } = await filesOf({})
  const pictures = names.filter((name) => name.endsWith('.png') && name.startsWith('train/'))
  expect(pictures).toHaveLength(30)
  expect(new Set(pictures.map((name) => name.split('/')[1]))).toEqual(new Set(['a-b', 'along']))
  expect(pictures).toContain('train/along/000001.png')
  for (const name of pictures) expect(textOf(files.get(name)!)).toContain(mark)
  expect(decode(files.get('train/a-b/000001.png')!).data).toEqual(made.pixels.slice(0, 64))
  expect(names.slice(-4)).toEqual(['contact-sheet.png', 'provenance.json', 'README.md', 'report.html'])
  const card = textOf(files.get('README.md')!)
  expect(card).toContain('\'0\': "a/b"')
  expect(card).toMatch(/A Pyramid flow learned from 150 pictures/)
  expect(card).toContain('Every picture was drawn freely')
  expect(provenance.mixing).toEqual({ realPictures: 0, files: [] })
  expect(provenance.sampling.perClass).toEqual({ 'a/b': 15, along: 15 })
})

test('real pictures come in only when they are asked for, unmarked, listed, and not on the sheet', async () => {
  const { names, files, provenance } = await filesOf({ real: stripes(4, 8, 9) })
  const real = names.filter((name) => name.includes('/real-'))
  expect(real).toHaveLength(4)
  for (const name of real) expect(textOf(files.get(name)!)).not.toContain(mark)
  expect(provenance.mixing).toEqual({ realPictures: 4, files: real })
  const plain = await filesOf({})
  expect(files.get('contact-sheet.png')).toEqual(plain.files.get('contact-sheet.png'))
})

test('pictures that began from real ones say so in their files, the provenance and the card', async () => {
  const derived = { how: 'variation', strength: 0.3, from: ['picture 4', 'picture 9'] } as const
  const { files, provenance } = await filesOf({ facts: { ...facts, derived } })
  expect(provenance.sampling.derivedFrom).toEqual(derived)
  expect(provenance.digitalSourceType).toContain('/compositeWithTrainedAlgorithmicMedia')
  expect(textOf(files.get('train/along/000001.png')!)).toContain('/compositeWithTrainedAlgorithmicMedia')
  expect(textOf(files.get('README.md')!)).toContain('Derived from real pictures')
})

test.each(['coco', 'yolo', 'voc'] as const)(
  'as %s each picture is one box of its class, and is read back so',
  async (layout) => {
    const { files } = await filesOf({ classes: made.classes, layout, real: stripes(4, 8, 9) })
    files.delete('contact-sheet.png')
    const { set, things, thingClasses, refused } = await readPictureZip(
      zipSync(Object.fromEntries(files)),
      decodePicture,
    )
    // The card and the report are no pictures.
    expect(refused.map(({ path }) => path)).toEqual(['README.md', 'report.html'])
    expect(set.labels).toHaveLength(34)
    const boxes = things!.map(([thing, ...more]) => {
      expect(more).toEqual([])
      expect(thing).toMatchObject({ left: 0, top: 0, right: 8, bottom: 8 })
      return thingClasses[thing!.label]
    })
    // Stripes run as their label says.
    expect(boxes).toEqual([...boxes.keys()].map((i) => made.classes[directionOf(set, i)]))
  },
)

test('shares and mixes come out as asked', () => {
  expect([realCount(900, 0.1, 5000), realCount(500, 0.5, 5000), realCount(500, 0.9, 1000)]).toEqual([100, 500, 1000])
  const labels = spreadLabels([2, 0, 6])
  expect([...labels].filter((label) => label === 0)).toHaveLength(2)
  // Half of them are half of each.
  expect([...labels.slice(0, 4)].filter((label) => label === 0)).toHaveLength(1)
})
