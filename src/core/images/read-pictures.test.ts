import { zipSync } from 'fflate'
import jpeg from 'jpeg-js'
import { describe, expect, test } from 'vitest'
import { decodePicture } from '../../../scripts/headless/decode-picture'
import { createRandom } from '../random'
import { memorySource } from '../readers/bytes'
import { orient, type Picture } from './picture'
import { planPictures } from './plan-pictures'
import { readPictureZip } from './read-pictures'
import { writePng } from './write-png'

/** A smooth picture that differs by seed. */
function picture(seed: number, width = 24, height = 20, channels: 1 | 3 = 1): Picture {
  const random = createRandom(seed)
  const [a, b, c] = [random.uniform(), random.uniform(), random.uniform()]
  const pixels = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)]
    return 128 + 100 * Math.sin(a * x + 0.3) * Math.cos(b * y + 6 * c)
  })
  return { width, height, channels, pixels }
}

function jpegOf({ width, height, pixels }: Picture, quality: number, orientation?: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let i = 0; i < width * height; i++) for (let c = 0; c < 3; c++) rgba[4 * i + c] = pixels[i]!
  const bytes = new Uint8Array(jpeg.encode({ width, height, data: rgba }, quality).data)
  if (orientation === undefined) return bytes
  // A TIFF header, one directory of one entry: tag 0x0112, SHORT, 1, the value.
  const exif = [
    ...Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01'),
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ]
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...bytes.subarray(2)])
}

/** A PNG that claims a size and has nothing to show for it. */
function hollowPng(width: number, height: number): Uint8Array {
  const bytes = writePng(picture(1))
  new DataView(bytes.buffer).setUint32(16, width)
  new DataView(bytes.buffer).setUint32(20, height)
  return bytes
}

const read = (files: Record<string, Uint8Array>) => readPictureZip(zipSync(files), decodePicture)

describe('a zip of pictures', () => {
  test('becomes pictures with the classes and parts of its folders', async () => {
    const files = {
      'pets/train/cat/1.png': writePng(picture(1)),
      'pets/train/dog/1.png': writePng(picture(2)),
      'pets/test/cat/1.png': writePng(picture(3)),
      '__MACOSX/pets/train/cat/._1.png': new Uint8Array(9),
    }
    const { set, parts, refused, resized } = await read(files)
    expect([set.width, set.height, set.channels]).toEqual([24, 20, 1])
    expect(set.classes).toEqual(['cat', 'dog'])
    expect([...set.labels]).toEqual([0, 1, 0])
    expect(parts).toEqual(['train', 'train', 'test'])
    expect([refused, resized]).toEqual([[], 0])
    expect([...set.pixels.subarray(0, 480)]).toEqual([...picture(1).pixels])
  })

  test('without folders has one class and no parts', async () => {
    const { set, parts } = await read({ 'a.png': writePng(picture(1)), 'b.png': writePng(picture(2)) })
    expect([set.classes, parts]).toEqual([['unlabelled'], undefined])
  })

  test('of several sizes is brought to the commonest, in colour where one has colour', async () => {
    const files = {
      'x/1.png': writePng(picture(1, 24, 20)),
      'x/2.png': writePng(picture(2, 24, 20)),
      'x/3.png': writePng(picture(3, 48, 60, 3)),
    }
    const { set, resized } = await read(files)
    expect([set.width, set.height, set.channels, resized, set.labels.length]).toEqual([24, 20, 3, 1, 3])
  })

  test('names hostile and broken files and goes on with the rest', async () => {
    const good = writePng(picture(1))
    const photo = jpegOf(picture(5), 90)
    const damaged = writePng(picture(6))
    damaged[60]! ^= 255
    const files: Record<string, [Uint8Array, string]> = {
      'x/empty.png': [new Uint8Array(0), 'empty'],
      'x/text.png': [Buffer.from('not a picture at all, but called one'), 'not-a-picture'],
      'x/page.gif': [Buffer.from('<html><script>alert(1)</script></html>'), 'not-a-picture'],
      'x/drawing.png': [Buffer.from('<?xml version="1.0"?><svg xmlns="x"><script/></svg>'), 'svg'],
      'x/huge.png': [hollowPng(20_000, 20_000), 'too-many-pixels'],
      'x/short.png': [good.subarray(0, good.length - 20), 'truncated'],
      'x/stub.png': [good.subarray(0, 20), 'truncated'],
      'x/cut.jpg': [photo.subarray(0, photo.length - 40), 'truncated'],
      'x/damaged.png': [damaged, 'damaged'],
      'x/claims-more.png': [hollowPng(300, 300), 'damaged'],
      '../../etc/evil.png': [good, 'path-escape'],
      'C:\\evil.png': [good, 'path-escape'],
      'x/moving.gif': [
        Buffer.from('GIF89a\x02\0\x02\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x02\0\x02\0\0\x02\x02D\x01\0;', 'latin1'),
        'unsupported',
      ],
    }
    const zipped = Object.fromEntries(Object.entries(files).map(([path, [bytes]]) => [path, bytes]))
    const { set, refused } = await read({ ...zipped, 'x/good.png': good })
    expect(set.labels.length).toBe(1)
    expect(Object.fromEntries(refused.map(({ path, reason }) => [path, reason]))).toEqual(
      Object.fromEntries(Object.entries(files).map(([path, [, reason]]) => [path, reason])),
    )
  })

  test('what stands behind the end of a PNG is not read', async () => {
    const polyglot = Buffer.concat([writePng(picture(1)), zipSync({ 'evil.html': Buffer.from('<script>') })])
    const { set } = await read({ 'x/1.png': polyglot })
    expect([...set.pixels]).toEqual([...picture(1).pixels])
  })

  test('an entry that says it is small and is not is called a bomb', async () => {
    const zip = zipSync({ 'x/1.png': new Uint8Array(8 * 2 ** 20), 'x/2.png': writePng(picture(1)) })
    const view = new DataView(zip.buffer)
    const directory = zip.lastIndexOf(0x50, zip.length - 22 - 60)
    expect(directory).toBeGreaterThan(0)
    for (let at = 0; at < zip.length - 46; at++)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 8 * 2 ** 20)
        view.setUint32(at + 24, 5000, true)
    const { refused } = await readPictureZip(zip, decodePicture)
    expect(refused).toEqual([{ path: 'x/1.png', reason: 'bomb' }])
  })

  test.each<[string, (entry: DataView) => void, string]>([
    ['is encrypted', (entry) => entry.setUint16(8, 1, true), 'encrypted'],
    ['is packed in a way of its own', (entry) => entry.setUint16(10, 99, true), 'unsupported'],
    ['has another checksum', (entry) => entry.setUint32(16, 1, true), 'damaged'],
    ['says that it is larger than any picture', (entry) => entry.setUint32(24, 2 ** 30, true), 'too-many-bytes'],
    ['would inflate to a thousand times its bytes', (entry) => entry.setUint32(24, 2 ** 26, true), 'bomb'],
    ['is said to lie elsewhere', (entry) => entry.setUint32(42, 7, true), 'damaged'],
  ])('an entry that %s is refused, the next one read', async (_, spoil, reason) => {
    const zip = zipSync({ 'x/1.png': writePng(picture(2)), 'x/2.png': writePng(picture(1)) })
    const start = new DataView(zip.buffer).getUint32(zip.length - 6, true)
    spoil(new DataView(zip.buffer, start))
    const { refused, set } = await readPictureZip(zip, decodePicture)
    expect(refused).toEqual([{ path: 'x/1.png', reason }])
    expect([...set.pixels]).toEqual([...picture(1).pixels])
  })

  test('an archive that lists more files than may be read is not begun', async () => {
    const problem = { code: 'images/too-many-files', files: 100_001 }
    const many = Array.from({ length: 100_001 }, (_, i) => ({
      path: `${i}.png`,
      size: 1,
      head: () => Promise.reject(new Error('it was read')),
      bytes: () => Promise.reject(new Error('it was read')),
    }))
    await expect(planPictures(many, 'many.zip')).rejects.toMatchObject({ problem })
  })

  test.each([
    ['an archive without its end', zipSync({ 'a.png': writePng(picture(1)) }).subarray(0, 80), 'read/broken'],
    ['no archive', new Uint8Array(100), 'read/broken'],
    ['an archive of tables', zipSync({ 'a.csv': Buffer.from('a,b\n1,2\n') }), 'images/no-pictures'],
  ])('%s is a problem', async (_, bytes, code) => {
    await expect(readPictureZip(memorySource('x.zip', bytes), decodePicture)).rejects.toMatchObject({
      problem: { code },
    })
  })

  test('EXIF orientation is applied', async () => {
    const upright = picture(4, 24, 16)
    const inverse = [1, 2, 3, 4, 5, 8, 7, 6]
    for (let orientation = 1; orientation <= 8; orientation++) {
      const lying = orient(upright, inverse[orientation - 1]!)
      const { set } = await read({ 'x/1.jpg': jpegOf(lying, 100, orientation) })
      expect([set.width, set.height]).toEqual([24, 16])
      const off = Math.max(...upright.pixels.map((value, i) => Math.abs(value - set.pixels[3 * i]!)))
      expect(off, `orientation ${orientation}`).toBeLessThanOrEqual(6)
    }
  })
})

describe('copies', () => {
  test('exact and near ones are found, and stand in one part with what they copy', async () => {
    const first = picture(11, 64, 64)
    const { duplicates, parts, moved } = await read({
      'train/x/1.png': writePng(first),
      'train/x/2.png': writePng(picture(12, 64, 64)),
      'test/x/1.png': writePng(first),
      'test/x/2.jpg': jpegOf(first, 80),
      'test/x/3.png': writePng(picture(13, 64, 64)),
    })
    // In the order of the archive: the JPEG makes the set colour, the copy stays a copy.
    expect([duplicates.exact, duplicates.near, moved]).toEqual([1, 1, 2])
    expect([...duplicates.of]).toEqual([0, 1, 0, 0, 4])
    expect(parts).toEqual(['train', 'train', 'train', 'train', 'test'])
  })
})
