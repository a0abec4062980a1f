import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { stripes } from './learn/stripes.fixture'
import { type MadeWork, madeFiles } from './made-files'
import { realCount, spreadLabels } from './picture-pipeline'

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
  const whole = { classes: ['a/b', 'along'], pictures: [made], facts, report: undefined, ...work }
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
  expect(names.slice(-3)).toEqual(['contact-sheet.png', 'provenance.json', 'report.html'])
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

test('shares and mixes come out as asked', () => {
  expect([realCount(900, 0.1, 5000), realCount(500, 0.5, 5000), realCount(500, 0.9, 1000)]).toEqual([100, 500, 1000])
  const labels = spreadLabels([2, 0, 6])
  expect([...labels].filter((label) => label === 0)).toHaveLength(2)
  // Half of them are half of each.
  expect([...labels.slice(0, 4)].filter((label) => label === 0)).toHaveLength(1)
})
