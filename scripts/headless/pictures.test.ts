import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { decode, encode } from 'fast-png'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { stripes } from '../../src/core/images/learn/stripes.fixture'
import { main } from './main'

const set = stripes(200, 8, 1)

function png(place: number, side = 8): Uint8Array {
  return encode({
    width: side,
    height: side,
    channels: 1,
    depth: 8,
    data: set.pixels.subarray(place * 64, (place + 1) * 64),
  })
}

/** Half of them for testing by their folder; among them one that is no picture, and one that would escape. */
function picturesZip(): Uint8Array {
  const files: Record<string, Uint8Array> = {}
  set.labels.forEach((label, place) => {
    files[`set/${place % 4 === 0 ? 'test' : 'train'}/${set.classes[label]}/${place}.png`] = png(place)
  })
  files['set/train/along/broken.png'] = Uint8Array.of(1, 2, 3)
  files['../outside/x.png'] = png(0)
  return zipSync(files)
}

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pictures-'))
  await writeFile(path.join(folder, 'stripes.zip'), picturesZip())
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command; returns its summary and what it said. */
async function run(...words: string[]) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const said: string[] = []
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(said.push(String(text))))
  const error = vi.spyOn(console, 'error').mockImplementation((text) => void said.push(String(text)))
  const code = await main(words)
  const last = log.mock.calls.at(-1)?.[0] as string | undefined
  for (const spy of [log, write, error]) spy.mockRestore()
  return { code, summary: JSON.parse(last ?? '{}') as Record<string, unknown>, said: said.join('') }
}

test('a zip of pictures becomes a folder of classes, a sheet, provenance and a report', async () => {
  const out = path.join(folder, 'made')
  const words = ['synthesize', path.join(folder, 'stripes.zip'), '--out', out, '--images', '30', '--steps', '20']
  const { code, summary, said } = await run(...words)
  expect(code).toBe(0)
  expect(summary).toMatchObject({ images: 30, classes: 2, generator: 'pyramid-flow', steps: 20, backend: 'wasm' })
  expect(said).toContain('broken.png')
  expect(said).toContain('path-escape')
  const files = (await readdir(out, { recursive: true })).sort()
  expect(files.filter((name) => /^train.(along|across).\d{6}\.png$/.test(name))).toHaveLength(30)
  expect(files).toEqual(expect.arrayContaining(['contact-sheet.png', 'provenance.json', 'report.json', 'report.html']))
  const first = decode(await readFile(path.join(out, 'train', 'along', '000001.png')))
  expect([first.width, first.height, first.channels]).toEqual([8, 8, 1])
  const text = (await readFile(path.join(out, 'train', 'along', '000001.png'))).toString('latin1')
  expect(text).toContain('digitalsourcetype/trainedAlgorithmicMedia')
  const json = async (name: string) => JSON.parse(await readFile(path.join(out, name), 'utf8'))
  expect(await json('provenance.json')).toMatchObject({
    synthetic: true,
    split: { test: 50 },
    mixing: { realPictures: 0 },
  })
  expect((await json('report.json')).pictures).toMatchObject({ test: 50, made: 30 })
})

test('pictures begin from chosen ones, say so in every file, and are audited', async () => {
  const zip = path.join(folder, 'stripes.zip')
  const words = (out: string) => ['synthesize', zip, '--out', path.join(folder, out), '--generator', 'class-gaussian']
  const json = async (...names: string[]) => JSON.parse(await readFile(path.join(folder, ...names), 'utf8'))
  // A test picture is not begun from; the answer names some that are.
  const held = await run(...words('held'), '--like', 'along/0.png,across/0.png')
  expect(held.code).toBe(2)
  const [, a, b] = /for example ([^,]+), ([^,]+), /.exec(held.said) as unknown as [string, string, string]

  const like = await run(...words('like'), '--like', `${a},${b}`, '--strength', '0', '--images', '20')
  expect(like.summary).toMatchObject({ images: 20 })
  const provenance = await json('like', 'provenance.json')
  expect(provenance.sampling.derivedFrom).toEqual({ how: 'variation', strength: 0, from: [a, b] })
  expect(provenance.digitalSourceType).toContain('compositeWithTrainedAlgorithmicMedia')
  // Without noise they are copies, and they are called so.
  expect(like.said).toContain('Some are copies')
  expect(provenance.privacy.audits[1].share).toBeGreaterThan(0.5)
  const pictures = (await readdir(path.join(folder, 'like'), { recursive: true })).filter((name) =>
    name.endsWith('1.png'),
  )
  expect((await readFile(path.join(folder, 'like', pictures[0]!))).toString('latin1')).toContain('compositeWithTrained')

  const between = await run(...words('between'), '--between', `${a},${b}`, '--frames', '11')
  expect(between.summary).toMatchObject({ images: 11 })
  expect((await json('between', 'provenance.json')).sampling.derivedFrom).toEqual({
    how: 'interpolation',
    from: [a, b],
  })
})

test.each([
  [['--out', 'x', '--between', 'a.png'], '--between takes two paths'],
  [['--out', 'x', '--strength', '0.5'], '--strength goes with --like'],
  [['--out', 'x', '--generator', 'gan'], 'There is no generator “gan” for pictures'],
  [['--out', 'x', '--size', '4'], '--size must be a number from 8 to 64'],
  [[], '--out DIR is missing'],
])('%j is refused with what to do', async (options, sentence) => {
  const { code, said } = await run('synthesize', 'a.zip', ...options)
  expect(code).toBe(2)
  expect(said).toContain(sentence)
})

test('too few pictures are said to be', async () => {
  await writeFile(path.join(folder, 'few.zip'), zipSync({ 'a/1.png': png(0), 'b/2.png': png(1) }))
  const { code, said } = await run('synthesize', path.join(folder, 'few.zip'), '--out', path.join(folder, 'few'))
  expect(code).toBe(2)
  expect(said).toContain('“few.zip” holds 2 pictures')
})
