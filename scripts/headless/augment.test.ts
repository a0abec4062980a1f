import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { decode } from 'fast-png'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { writePng } from '../../src/core/images/write-png'
import { main } from './main'

const folder = mkdtempSync(path.join(os.tmpdir(), 'augment-'))
const zip = path.join(folder, 'pets.zip')
const lines: string[] = []

/** Slanted stripes: their number says the class, their shift the picture. */
const stripes = (count: number, shift: number) => ({
  width: 16,
  height: 12,
  channels: 3 as const,
  pixels: Uint8Array.from(
    { length: 16 * 12 * 3 },
    (_, i) => 128 + 90 * Math.sin(((Math.floor(i / 3) % 16) * count + Math.floor(i / 48) + shift) / 3 + (i % 3)),
  ),
})

beforeAll(() => {
  const files = Object.fromEntries([
    ...[0, 1, 2, 3, 4].map((shift) => [`pets/train/cat/${shift}.png`, writePng(stripes(1, shift))]),
    ...[0, 1].map((shift) => [`pets/train/dog/${shift}.png`, writePng(stripes(3, shift))]),
    ['pets/test/dog/9.png', writePng(stripes(4, 7))],
    ['pets/train/dog/notes.png', Buffer.from('not a picture')],
  ])
  writeFileSync(zip, zipSync(files))
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(line))
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})

afterAll(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const run = (name: string, ...words: string[]) => main(['augment', zip, '--out', path.join(folder, name), ...words])
const list = (name: string) =>
  readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(folder, name), path.join(entry.parentPath, entry.name)))
    .sort()

test('every class is brought to the number that is wished, in an imagefolder with its papers', async () => {
  expect(await run('made', '--per-class', '6', '--seed', '4')).toBe(0)
  const expected = ['cat', 'dog'].flatMap((label) => [1, 2, 3, 4, 5, 6].map((n) => `train/${label}/00000${n}.png`))
  expect(list('made')).toEqual(['contact-sheet.png', 'provenance.json', 'recipe.json', ...expected].sort())
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ images: 12, classes: 2, refused: 1 })
  expect(lines.join('\n')).toContain('Left out: pets/train/dog/notes.png (not a picture)')
  const picture = readFileSync(path.join(folder, 'made/train/cat/000001.png'))
  expect(decode(picture, { checkCrc: true })).toMatchObject({ width: 16, height: 12, channels: 3, depth: 8 })
  expect(picture.includes('digitalsourcetype/algorithmicallyEnhanced')).toBe(true)
  const provenance = JSON.parse(readFileSync(path.join(folder, 'made/provenance.json'), 'utf8'))
  expect(provenance.sources[0]).toMatchObject({ name: 'pets.zip', pictures: 8, used: 7, heldBack: 1, refused: 1 })
  expect(provenance.sampling.pictures).toEqual({ cat: 6, dog: 6 })
})

test('the same seed gives the same files, its own recipe too, and another seed others', async () => {
  await run('again', '--per-class', '6', '--seed', '4')
  await run('recipe', '--recipe', path.join(folder, 'made/recipe.json'))
  await run('other', '--per-class', '6', '--seed', '5')
  const read = (name: string) => readFileSync(path.join(folder, name, 'contact-sheet.png'))
  expect(read('again')).toEqual(read('made'))
  expect(read('recipe')).toEqual(read('made'))
  expect(read('other')).not.toEqual(read('made'))
})

test('the ladder damages the test pictures in fifteen ways at five levels', async () => {
  expect(await run('ladder', '--ladder')).toBe(0)
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ images: 75, classes: 1 })
  const names = list('ladder')
  expect(names).toHaveLength(76)
  expect(names).toContain('jpeg-artefacts/5/dog/000001.png')
})

test('mixed pictures have the shares of their classes beside them, and boxes come in the layout that is wished', async () => {
  expect(await run('mixed', '--mix', 'cutmix', '--mix-chance', '1', '--per-class', '9')).toBe(0)
  const rows = readFileSync(path.join(folder, 'mixed/train/metadata.jsonl'), 'utf8').trim().split('\n')
  expect(rows).toHaveLength(18)
  for (const row of rows) {
    const { file_name, label, shares } = JSON.parse(row)
    expect(file_name).toMatch(new RegExp(`^${label}/`))
    expect(shares.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 12)
  }
  expect(JSON.parse(readFileSync(path.join(folder, 'mixed/recipe.json'), 'utf8')).mix).toEqual({
    kind: 'cutmix',
    chance: 1,
    alpha: 1,
  })
  const boxes = path.join(folder, 'boxes.zip')
  const header = 'file_name,label\n'
  writeFileSync(
    boxes,
    zipSync({
      'a/1.png': writePng(stripes(1, 0)),
      'a/1.txt': Buffer.from('0 0.5 0.5 0.5 0.5\n'),
      'a/classes.txt': Buffer.from('leaf\n'),
      'a/labels.csv': Buffer.from(`${header}1.png,plant\n`),
    }),
  )
  expect(
    await main(['augment', boxes, '--out', path.join(folder, 'coco'), '--layout', 'coco', '--per-class', '4']),
  ).toBe(0)
  const set = JSON.parse(readFileSync(path.join(folder, 'coco/annotations/instances_train.json'), 'utf8'))
  expect(set.images).toHaveLength(4)
  expect(set.categories).toEqual([{ id: 1, name: 'leaf' }])
  expect(set.annotations.length).toBeGreaterThan(2)
  expect(readFileSync(path.join(folder, 'coco/metadata.jsonl'), 'utf8')).toContain('"label":"plant"')
})

test.each([
  [['--mix', 'blend'], /--mix must be one of mixup, cutmix, mosaic/],
  [['--mix-chance', '2'], /--mix-chance must be a number from 0 to 1/],
  [['--layout', 'zip'], /--layout must be one of coco, yolo, voc, imagefolder/],
  [['--per-class', '0'], /--per-class must be a whole number from 1/],
  [['--preset', 'best'], /There is no preset “best”: choose gentle/],
  [['--recipe', zip], /no recipe for pictures/],
])('%j ends with 2 and a sentence', async (words, sentence) => {
  expect(await run('bad', ...words)).toBe(2)
  expect(lines.at(-1)).toMatch(sentence)
})

test('a zip without pictures ends with 2 and says so', async () => {
  const empty = path.join(folder, 'tables.zip')
  writeFileSync(empty, zipSync({ 'a.csv': Buffer.from('a\n1\n') }))
  expect(await main(['augment', empty, '--out', path.join(folder, 'bad')])).toBe(2)
  expect(lines.at(-1)).toMatch(/“tables.zip” holds no picture that can be read/)
})
