import { decode as decodePng } from 'fast-png'
import jpeg from 'jpeg-js'
import type { PictureHeader } from '../../src/core/images/header'
import { fromRgba, orient, type Picture } from '../../src/core/images/picture'
import { RefusedFile } from '../../src/core/images/refusal'

/** Decodes PNG and JPEG without a browser. @throws RefusedFile unsupported, for other formats */
export async function decodePicture(bytes: Uint8Array, header: PictureHeader): Promise<Picture> {
  const channels = header.isGrey ? 1 : 3
  if (header.format === 'png') return fromRgba(pngRgba(bytes), header.width, header.height, channels)
  if (header.format !== 'jpeg') throw new RefusedFile('unsupported')
  const { data, width, height } = jpeg.decode(bytes, {
    useTArray: true,
    tolerantDecoding: false,
    maxMemoryUsageInMB: 1024,
  })
  return orient(fromRgba(data, width, height, channels), header.orientation)
}

/** Any PNG as RGBA of 8 bits. */
function pngRgba(bytes: Uint8Array): Uint8Array {
  const { width, height, data, depth, channels, palette, transparency } = decodePng(bytes, { checkCrc: true })
  const rgba = new Uint8Array(width * height * 4)
  const scale = depth === 16 ? 255 / 65535 : 255 / (2 ** depth - 1)
  const samples = depth < 8 ? unpacked(data as Uint8Array, width, height, depth, channels) : data
  for (let i = 0; i < width * height; i++) {
    if (palette) {
      const [r = 0, g = 0, b = 0, a = 255] = palette[samples[i]!] ?? []
      rgba.set([r, g, b, a], 4 * i)
      continue
    }
    const at = i * channels
    const isGrey = channels < 3
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = Math.round(samples[at + (isGrey ? 0 : c)]! * scale)
    const hasAlpha = channels === 2 || channels === 4
    rgba[4 * i + 3] = hasAlpha
      ? Math.round(samples[at + channels - 1]! * scale)
      : alphaOf(samples, at, channels, transparency)
  }
  return rgba
}

/** Samples of 1, 2 or 4 bits; each row starts a new byte. */
function unpacked(data: Uint8Array, width: number, height: number, depth: number, channels: number): Uint8Array {
  const perRow = Math.ceil((width * depth * channels) / 8)
  const samples = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth
      samples[y * width + x] = (data[y * perRow + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
    }
  return samples
}

function alphaOf(
  samples: ArrayLike<number>,
  at: number,
  channels: number,
  colour: ArrayLike<number> | undefined,
): number {
  if (!colour) return 255
  for (let c = 0; c < channels; c++) if (samples[at + c] !== colour[c]) return 255
  return 0
}
