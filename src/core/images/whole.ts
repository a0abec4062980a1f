import type { PictureFormat } from './header'
import { RefusedFile } from './refusal'

/** Whether all of the picture is there. Decoders disagree here: a browser draws the upper half of a cut file in silence.
 * @throws RefusedFile truncated */
export function checkWhole(bytes: Uint8Array, format: PictureFormat): void {
  if (!isWhole(bytes, format)) throw new RefusedFile('truncated')
}

function isWhole(bytes: Uint8Array, format: PictureFormat): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'png') return endOfPng(bytes, view) !== undefined
  if (format === 'jpeg') return hasEndOfJpeg(bytes, view)
  if (format === 'gif') return bytes.lastIndexOf(0x3b) > 13
  if (format === 'bmp') return view.getUint32(2, true) <= bytes.length
  if (format === 'webp') return 8 + view.getUint32(4, true) <= bytes.length
  return hasWholeBoxes(bytes, view)
}

/** Where the chunk IEND ends; undefined when a chunk reaches beyond the file. */
function endOfPng(bytes: Uint8Array, view: DataView): number | undefined {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) return undefined
    if (view.getUint32(at + 4) === 0x49454e44) return end
    at = end
  }
  return undefined
}

/** An end marker behind the start of the scan: the thumbnail in a JPEG's EXIF ends with one too. */
function hasEndOfJpeg(bytes: Uint8Array, view: DataView): boolean {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at + 1] !== 0xda) at += bytes[at + 1] === 0xff ? 1 : 2 + view.getUint16(at + 2)
  let end = bytes.length
  do end = bytes.lastIndexOf(0xd9, end - 1)
  while (end > at && bytes[end - 1] !== 0xff)
  return end > at
}

/** ISO/IEC 14496-12, 4.2: boxes one after another, each with its size. */
function hasWholeBoxes(bytes: Uint8Array, view: DataView): boolean {
  let at = 0
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at)
    if (size === 0) return true
    if (size < 8) return false
    at += size
  }
  return at === bytes.length
}
