import type { PictureHeader } from '../../src/core/images/header'
import { fromRgba, type Picture } from '../../src/core/images/picture'

const mediaTypes = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
  webp: 'image/webp',
  avif: 'image/avif',
} as const

let canvas: OffscreenCanvas | undefined

/** By the browser's decoders. Colours stay as they stand in the file; of a moving picture it is the first frame. */
export async function decodePicture(bytes: Uint8Array, header: PictureHeader): Promise<Picture> {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaTypes[header.format] })
  const bitmap = await createImageBitmap(blob, {
    imageOrientation: 'from-image',
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  })
  try {
    const { width, height } = bitmap
    canvas ??= new OffscreenCanvas(width, height)
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d', { willReadFrequently: true })!
    context.drawImage(bitmap, 0, 0)
    return fromRgba(context.getImageData(0, 0, width, height).data, width, height, header.isGrey ? 1 : 3)
  } finally {
    bitmap.close()
  }
}
