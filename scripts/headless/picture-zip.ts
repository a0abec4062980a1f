import path from 'node:path'
import { decode as decodePng } from 'fast-png'
import { unzipSync } from 'fflate'
import jpeg from 'jpeg-js'
import type { PictureSet } from '../../src/core/images/picture-set'

/** Pictures of a zip as a set, and what was left out. */
export interface ReadPictures {
  readonly set: PictureSet
  /** Places of the pictures that lie in a folder named `test`; undefined where no folder says so. */
  readonly test: Int32Array | undefined
  readonly refused: readonly { readonly path: string; readonly reason: string }[]
  /** The commonest size before reduction, where pictures were resized. */
  readonly resizedFrom?: { readonly width: number; readonly height: number }
}

const mostPixels = 40_000_000
const mostBytes = 128 * 2 ** 20
const mostPictures = 20_000
/** Longest side that is kept as it is. */
const mostSide = 64
/** Of pictures that are reduced, where nothing else is wished. */
const reducedSide = 32

interface Decoded {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly pixels: Uint8Array
}

/** Labels are the names of the folders. `size`: pixels on each side; without it small pictures of one size stay as they are. */
export function readPictureZip(bytes: Uint8Array, size: number | undefined): ReadPictures {
  const refused: { path: string; reason: string }[] = []
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.(png|jpe?g)$/i.test(name) || name.split('/').includes('__MACOSX')) return false
      const reason = isEscape(name)
        ? 'its name leads out of the zip'
        : originalSize > mostBytes
          ? 'too large'
          : undefined
      if (reason) refused.push({ path: name, reason })
      return !reason
    },
  })
  const found: { readonly path: string; readonly picture: Decoded }[] = []
  for (const name of Object.keys(files).sort()) {
    if (found.length === mostPictures) refused.push({ path: name, reason: `more than ${mostPictures} pictures` })
    else {
      try {
        found.push({ path: name, picture: decode(files[name]!) })
      } catch (error) {
        refused.push({ path: name, reason: error instanceof Error ? error.message : String(error) })
      }
    }
  }
  const commonest = commonSize(found.map(({ picture }) => picture))
  const isEven = found.every(({ picture: { width, height } }) => `${width} ${height}` === commonest.key)
  const isKept = size === undefined && isEven && Math.max(commonest.width, commonest.height) <= mostSide
  const side = size ?? Math.min(reducedSide, Math.max(commonest.width, commonest.height))
  const [width, height] = isKept ? [commonest.width, commonest.height] : [side, side]
  const channels = found.some(({ picture }) => picture.channels === 3) ? 3 : 1
  const classes = [...new Set(found.map(({ path }) => folderOf(path)))].sort()
  const pixels = new Uint8Array(found.length * width * height * channels)
  found.forEach(({ picture }, i) => {
    pixels.set(inChannels(resized(picture, width, height), channels).pixels, i * width * height * channels)
  })
  const labels = Int32Array.from(found, ({ path }) => classes.indexOf(folderOf(path)))
  const tests = Int32Array.from(found.keys()).filter((i) => found[i]!.path.split('/').includes('test'))
  return {
    set: { width, height, channels, pixels, labels, classes },
    test: tests.length > 0 ? tests : undefined,
    refused,
    ...(isKept || (isEven && width === commonest.width && height === commonest.height)
      ? {}
      : { resizedFrom: commonest }),
  }
}

const isEscape = (name: string) => /^[/\\]|^[a-z]:|\\/i.test(name) || name.split('/').includes('..')

const folderOf = (name: string) => path.posix.basename(path.posix.dirname(name)) || 'pictures'

/** @throws Error with a reason for people */
function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      maxResolutionInMP: mostPixels / 1e6,
      maxMemoryUsageInMB: 512,
    })
    return { width, height, channels: 3, pixels: data }
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47) throw new Error('neither PNG nor JPEG')
  if (view.getUint32(16) * view.getUint32(20) > mostPixels) throw new Error('more than 40 million pixels')
  const { width, height, depth, channels, data, palette } = decodePng(bytes)
  const values = depth === 16 ? Uint8Array.from(data, (v) => v >> 8) : (data as Uint8Array)
  if (palette)
    return { width, height, channels: 3, pixels: Uint8Array.from([...values].flatMap((i) => palette[i]!.slice(0, 3))) }
  if (depth < 8) throw new Error('a PNG with fewer than 8 bits')
  if (channels === 1 || channels === 3) return { width, height, channels, pixels: values.slice() }
  return { width, height, ...withoutAlpha(values, channels) }
}

/** What is transparent becomes white. */
function withoutAlpha(values: Uint8Array, stride: number): { readonly channels: 1 | 3; readonly pixels: Uint8Array } {
  const channels = stride === 2 ? 1 : 3
  const pixels = new Uint8Array((values.length / stride) * channels)
  for (let from = 0, to = 0; from < values.length; from += stride) {
    const share = values[from + channels]! / 255
    for (let c = 0; c < channels; c++) pixels[to++] = Math.round(255 + (values[from + c]! - 255) * share)
  }
  return { channels, pixels }
}

function commonSize(pictures: readonly Decoded[]) {
  const counts = new Map<string, number>()
  for (const { width, height } of pictures) {
    const key = `${width} ${height}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const [key = '0 0'] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
  const [width, height] = key.split(' ').map(Number) as [number, number]
  return { key, width, height }
}

function inChannels(picture: Decoded, channels: 1 | 3): Decoded {
  if (picture.channels === channels) return picture
  const pixels = Uint8Array.from({ length: picture.pixels.length * 3 }, (_, i) => picture.pixels[Math.floor(i / 3)]!)
  return { ...picture, channels, pixels }
}

/** Each pixel is the mean of the area that it covers. */
function resized(picture: Decoded, width: number, height: number): Decoded {
  if (picture.width === width && picture.height === height) return picture
  const { channels } = picture
  const [xs, ys] = [coverage(picture.width, width), coverage(picture.height, height)]
  const pixels = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0
        for (const { at: row, share: down } of ys[y]!) {
          for (const { at, share } of xs[x]!)
            sum += down * share * picture.pixels[(row * picture.width + at) * channels + c]!
        }
        pixels[(y * width + x) * channels + c] = Math.round(sum)
      }
    }
  }
  return { width, height, channels, pixels }
}

/** For each new pixel the old ones under it, with shares that add to 1. */
function coverage(from: number, to: number): { readonly at: number; readonly share: number }[][] {
  const step = from / to
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * step, (i + 1) * step]
    const parts = []
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      parts.push({ at, share: (Math.min(end, at + 1) - Math.max(start, at)) / step })
    }
    return parts
  })
}
