import { zlibSync } from 'fflate'
import { crc32 } from './crc32'
import type { Picture } from './picture'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/**
 * PNG, 8 bits, grey or RGB (third edition of its specification).
 * @param xmp a packet for an iTXt chunk
 * @param level how hard to compress, 0–9
 */
export function writePng(
  { width, height, channels, pixels }: Picture,
  xmp?: string,
  level: 1 | 3 | 6 = 6,
): Uint8Array<ArrayBuffer> {
  const line = width * channels
  const rows = new Uint8Array(height * (line + 1))
  for (let y = 0; y < height; y++) filterRow(pixels, y * line, line, channels, rows, y * (line + 1))
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, channels === 1 ? 0 : 2, 0, 0, 0], 8)
  const text = new TextEncoder()
  const chunks = [
    chunk('IHDR', header),
    // 11.3.3.4: keyword, no compression, no language, no translated keyword.
    ...(xmp === undefined ? [] : [chunk('iTXt', text.encode(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`))]),
    chunk('IDAT', zlibSync(rows, { level })),
    chunk('IEND', new Uint8Array(0)),
  ]
  return joined([signature, ...chunks])
}

/** Filter type 1 (difference from the pixel to the left), 9.2. */
function filterRow(from: Uint8Array, start: number, line: number, channels: number, to: Uint8Array, at: number): void {
  to[at] = 1
  for (let i = 0; i < line; i++) to[at + 1 + i] = from[start + i]! - (i < channels ? 0 : from[start + i - channels]!)
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)))
  return bytes
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
