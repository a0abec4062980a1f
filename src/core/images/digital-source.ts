import type { SyntheticMarker } from '../readers/synthetic-marker'
import type { PictureFormat } from './header'

/** Said of what no camera has seen, or not alone; IPTC's words. */
const synthetic =
  /digitalsourcetype\/(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|algorithmicMedia|compositeSynthetic)\b/i
/** Cameras say this of their own touching up; we say it of pictures that were made by changing others. */
const enhanced = /digitalsourcetype\/algorithmicallyEnhanced\b/i
const ownTool = /Synthetic Data Studio/

/** Whether the XMP in the first bytes of a PNG or JPEG says that the picture is made by a program. */
export function isMarkedSynthetic(head: Uint8Array, format: PictureFormat): boolean {
  const packet = format === 'png' ? xmpOfPng(head) : format === 'jpeg' ? xmpOfJpeg(head) : undefined
  if (packet === undefined) return false
  const text = new TextDecoder().decode(packet)
  return synthetic.test(text) || (enhanced.test(text) && ownTool.test(text))
}

const startsWith = (bytes: Uint8Array, at: number, text: string) =>
  at + text.length <= bytes.length && [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0))

/** PNG third edition, 11.3.3.4: iTXt before the pixels, not compressed. */
function xmpOfPng(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (startsWith(bytes, at + 4, 'IDAT') || end > bytes.length) return undefined
    if (startsWith(bytes, at + 4, 'iTXtXML:com.adobe.xmp\0\0')) return bytes.subarray(at + 8, end - 4)
    at = end
  }
  return undefined
}

/** XMP part 3, 1.1.3: a segment APP1 with its name. */
function xmpOfJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda; ) {
    const end = at + 2 + view.getUint16(at + 2)
    if (end > bytes.length || end <= at + 2) return undefined
    if (bytes[at + 1] === 0xe1 && startsWith(bytes, at + 4, 'http://ns.adobe.com/xap/1.0/\0'))
      return bytes.subarray(at + 4, end)
    at = end
  }
  return undefined
}

/** What a set says of itself: by the provenance in it, or else by its pictures. */
export function pictureMarker(
  pictures: readonly { readonly isSynthetic?: boolean }[],
  provenance: SyntheticMarker | undefined,
): SyntheticMarker | undefined {
  const marked = pictures.filter(({ isSynthetic }) => isSynthetic).length
  if (provenance) return { ...provenance, pictures: pictures.length }
  return marked > 0 ? { by: 'xmp', generation: 1, pictures: marked } : undefined
}
