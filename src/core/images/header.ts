import { RefusedFile } from './refusal'

export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'avif'

/** What a picture's first bytes say; nothing is decoded. */
export interface PictureHeader {
  readonly format: PictureFormat
  /** Pixels, before its EXIF orientation is applied. */
  readonly width: number
  readonly height: number
  /** The file says that it is grey. */
  readonly isGrey: boolean
  /** EXIF orientation, 1–8. */
  readonly orientation: number
}

/** Bytes from the start within which every format names its size; metadata may push a JPEG's back this far. */
export const headBytes = 1 << 18

const ascii = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length))

/** @throws RefusedFile when the bytes are no picture of a known format, or no size is found in them */
export function readHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length === 0) throw new RefusedFile('empty')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const header = pngHeader(bytes, view) ?? jpegHeader(bytes, view) ?? otherHeader(bytes, view)
    if (!header) throw new RefusedFile(isSvg(bytes) ? 'svg' : 'not-a-picture')
    if (!(header.width > 0 && header.height > 0)) throw new RefusedFile('damaged')
    return { isGrey: false, orientation: 1, ...header }
  } catch (error) {
    if (error instanceof RangeError) throw new RefusedFile('truncated')
    throw error
  }
}

type FoundHeader = Pick<PictureHeader, 'format' | 'width' | 'height'> & Partial<PictureHeader>

function isSvg(bytes: Uint8Array): boolean {
  return /^[\s\uFEFF]*(<\?xml[\s\S]*?\?>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE svg[\s\S]*?>\s*)?<svg[\s>]/i.test(
    new TextDecoder().decode(bytes.subarray(0, 4096)),
  )
}

/** PNG third edition, 11.2.1: IHDR comes first. Colour types 0 and 4 are grey. */
function pngHeader(bytes: Uint8Array, view: DataView): FoundHeader | undefined {
  if (ascii(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined
  if (view.getUint32(8) !== 13 || ascii(bytes, 12, 4) !== 'IHDR') throw new RefusedFile('damaged')
  const colourType = view.getUint8(25)
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    isGrey: colourType === 0 || colourType === 4,
  }
}

/** ITU-T T.81, B.2: segments up to the first start of frame. */
function jpegHeader(bytes: Uint8Array, view: DataView): FoundHeader | undefined {
  if (!(bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)) return undefined
  let orientation = 1
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) throw new RefusedFile('damaged')
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    if (isAlone) {
      at += 2
      continue
    }
    const length = view.getUint16(at + 2)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return { format: 'jpeg', width, height, isGrey: view.getUint8(at + 9) === 1, orientation }
    }
    if (marker === 0xda || marker === 0xd9 || length < 2) throw new RefusedFile('damaged')
    if (marker === 0xe1 && ascii(bytes, at + 4, 6) === 'Exif\0\0')
      orientation = exifOrientation(bytes.subarray(at + 10, at + 2 + length))
    at += 2 + length
  }
}

/** Tag 0x0112 of the first directory of a TIFF structure; 1 where it is absent or damaged. */
function exifOrientation(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  try {
    const isLittle = ascii(tiff, 0, 2) === 'II'
    const directory = view.getUint32(4, isLittle)
    const entries = view.getUint16(directory, isLittle)
    for (let i = 0; i < entries; i++) {
      const at = directory + 2 + 12 * i
      if (view.getUint16(at, isLittle) === 0x0112) return validOrientation(view.getUint16(at + 8, isLittle))
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return 1
}

const validOrientation = (value: number) => (value >= 1 && value <= 8 ? value : 1)

function otherHeader(bytes: Uint8Array, view: DataView): FoundHeader | undefined {
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6)))
    return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (ascii(bytes, 0, 2) === 'BM' && view.getUint32(14, true) >= 40)
    return { format: 'bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return webpHeader(bytes, view)
  if (ascii(bytes, 4, 4) === 'ftyp' && /^avi[fs]/.test(ascii(bytes, 8, 4))) return avifHeader(bytes, view)
  return undefined
}

/** RFC 9649: the size stands in VP8X, VP8L or the frame header of VP8. */
function webpHeader(bytes: Uint8Array, view: DataView): FoundHeader {
  const kind = ascii(bytes, 12, 4)
  if (kind === 'VP8X') {
    const size = (at: number) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
    return { format: 'webp', width: size(24), height: size(27) }
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { format: 'webp', width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (kind !== 'VP8 ') throw new RefusedFile('damaged')
  return { format: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}

/** ISO/IEC 23008-12, 6.5.3: the largest image spatial extents (`ispe`), since tiles and thumbnails have theirs too. */
function avifHeader(bytes: Uint8Array, view: DataView): FoundHeader {
  let [width, height] = [0, 0]
  for (let at = 0; at + 16 <= bytes.length; at++) {
    if (bytes[at] !== 0x69 || ascii(bytes, at, 4) !== 'ispe') continue
    const [w, h] = [view.getUint32(at + 8), view.getUint32(at + 12)]
    if (w * h > width * height) [width, height] = [w, h]
  }
  return { format: 'avif', width, height }
}
