import type { Random } from '../../random'
import { normalTable, normalTableSize } from '../normal-table'
import type { Picture } from '../picture'
import { jpegArtefacts } from '../transforms/jpeg-artefacts'
import { noTargets } from '../transforms/transform'
import { blur, type Canvas, pictureOf } from './canvas'

/** What a camera makes of a scene: blur, noise (both in the canvas itself), JPEG. */
export function photographed(
  canvas: Canvas,
  values: Readonly<Record<string, number>>,
  random: Random,
  channels: 1 | 3,
): Picture {
  blur(canvas.pixels, canvas.width, canvas.height, 3, values['blur']!)
  addNoise(canvas.pixels, values['noise']!, random)
  const picture = pictureOf(canvas, channels)
  const quality = values['jpeg-quality']!
  return quality >= 100 ? picture : jpegArtefacts.apply({ picture, targets: noTargets }, { quality }, random).picture
}

/** Normal noise; two values for each draw of 32 bits, from a table of the distribution's quantiles. */
function addNoise(pixels: Float32Array, deviation: number, random: Random): void {
  if (deviation === 0) return
  const table = normalTable()
  for (let at = 0; at < pixels.length; at += 2) {
    const bits = random.uint32()
    pixels[at]! += deviation * table[bits & (normalTableSize - 1)]!
    if (at + 1 < pixels.length) pixels[at + 1]! += deviation * table[(bits >>> 16) & (normalTableSize - 1)]!
  }
}
