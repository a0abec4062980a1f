import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { decode, encode } from 'fast-png'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { main } from './main'

const folder = mkdtempSync(path.join(os.tmpdir(), 'compose-'))
const zip = path.join(folder, 'shop.zip')
const lines: string[] = []
const side = 48

const png = (channels: 3 | 4, paint: (x: number, y: number) => number[]) =>
  encode({
    width: side,
    height: side,
    channels,
    depth: 8,
    data: Uint8Array.from({ length: side * side * channels }, (_, i) => {
      const at = Math.floor(i / channels)
      return paint(at % side, Math.floor(at / side))[i % channels]!
    }),
  })
const disc = (red: number) => png(4, (x, y) => [red, 40, 40, Math.hypot(x - 23.5, y - 23.5) < 20 ? 255 : 0])
const shelf = (shift: number) => png(3, (x, y) => [120, 100 + ((x + shift) % 16) * 4, 90 + (y % 24)])

beforeAll(() => {
  const files = {
    'shop/apple/1.png': disc(230),
    'shop/apple/2.png': disc(180),
    'shop/backgrounds/1.png': shelf(0),
    'shop/backgrounds/2.png': shelf(5),
    'shop/labels.csv': Buffer.from('file_name,label\n../../x.png,apple\n'),
    'shop/marked/images/m.png': png(3, (x, y) =>
      x >= 10 && x < 30 && y >= 12 && y < 40 ? [30, 200, 30] : [90, 90, 99],
    ),
    'shop/marked/labels/m.txt': Buffer.from(`0 ${20 / 48} ${26 / 48} ${20 / 48} ${28 / 48}\n`),
    'shop/marked/classes.txt': Buffer.from('box\n'),
  }
  writeFileSync(zip, zipSync(files))
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(line))
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})

afterAll(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const run = (name: string, ...words: string[]) => main(['compose', zip, '--out', path.join(folder, name), ...words])
const file = (name: string) => readFileSync(path.join(folder, name))
const small = ['--size', '64', '--scenes', '5']

test('cut-outs by alpha and by label files become scenes in COCO, with all that was drawn', async () => {
  expect(await run('made', ...small, '--seed', '3')).toBe(0)
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ images: 5, classes: 2, refused: 1 })
  expect(lines.join('\n')).toContain('shop/labels.csv (it names pictures outside of the folder')
  expect(lines.join('\n')).toContain('Found 3 cut-outs, and 2 pictures that may be backgrounds.')
  const set = JSON.parse(file('made/annotations/instances_train.json').toString())
  expect(set.categories).toEqual([
    { id: 1, name: 'apple' },
    { id: 2, name: 'box' },
  ])
  expect(set.images).toHaveLength(5)
  const first = file('made/train/000001.png')
  expect(decode(first, { checkCrc: true })).toMatchObject({ width: 64, height: 64, channels: 3 })
  expect(first.includes('digitalsourcetype/compositeSynthetic')).toBe(true)
  const scenes = file('made/scenes.jsonl')
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const seen = scenes.flatMap(({ seen }) => seen)
  expect(seen.map(({ area }) => area)).toEqual(set.annotations.map(({ area }: { area: number }) => area))
  expect(scenes[0]).toMatchObject({ file_name: 'train/000001.png', ground: { kind: 'own' } })
  const provenance = JSON.parse(file('made/provenance.json').toString())
  expect(provenance).toMatchObject({ generator: { type: 'composition', seed: 3 }, sampling: { images: 5 } })
  const counts = Object.values(provenance.sampling.things as Record<string, number>)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(set.annotations.length)
})

test('the same seed and the exported recipe give the same files; YOLO and defects on good parts too', async () => {
  await run('again', ...small, '--seed', '3')
  await run('recipe', '--recipe', path.join(folder, 'made/recipe.json'))
  for (const name of ['again', 'recipe'])
    for (const each of ['scenes.jsonl', 'train/000003.png'])
      expect(file(`${name}/${each}`)).toEqual(file(`made/${each}`))
  expect(await run('yolo', ...small, '--layout', 'yolo', '--preset', 'inspection')).toBe(0)
  const labels = readdirSync(path.join(folder, 'yolo/labels/train')).map((name) =>
    file(`yolo/labels/train/${name}`).toString(),
  )
  expect(labels.join('')).toMatch(/^[2-5] 0?\.?\d/m)
  expect(file('yolo/data.yaml').toString()).toContain('2: "scratch"')
})

test.each([
  [['--scenes', '0'], /--scenes must be a whole number from 1/],
  [['--layout', 'excel'], /There is no layout “excel”: choose coco/],
  [['--preset', 'best'], /There is no preset “best”: choose objects/],
  [['--recipe', zip], /no recipe for pictures/],
])('%j ends with 2 and a sentence', async (words, sentence) => {
  expect(await run('bad', ...words)).toBe(2)
  expect(lines.at(-1)).toMatch(sentence)
})

test('scenes are parted for validation and testing on request', async () => {
  expect(await run('parted', '--scenes', '10', '--size', '48', '--validation', '0.2', '--test', '0.1')).toBe(0)
  const images = ['train', 'validation', 'test'].map((part) => {
    const file = path.join(folder, 'parted', `annotations/instances_${part}.json`)
    return JSON.parse(readFileSync(file, 'utf8')).images.length
  })
  expect(images).toEqual([7, 2, 1])
  expect(await run('bad', '--validation', '0.5', '--test', '0.5')).toBe(2)
  expect(lines.at(-1)).toMatch(/--validation and --test together must be 0.9 at most/)
})

test('a zip without anything to cut out says what to do', async () => {
  const plain = path.join(folder, 'plain.zip')
  writeFileSync(plain, zipSync({ 'a/1.png': shelf(1) }))
  expect(await main(['compose', plain, '--out', path.join(folder, 'bad')])).toBe(2)
  expect(lines.at(-1)).toMatch(/“plain.zip” holds nothing that could be placed in a scene.*draw around things/)
})
