import { expect, test } from 'vitest'
import { isMarkedSynthetic } from './digital-source'
import { writePng } from './write-png'
import { xmpPacket } from './xmp'

const picture = { width: 2, height: 2, channels: 3 as const, pixels: new Uint8Array(12) }
const text = (content: string) => new TextEncoder().encode(content)
/** A JPEG as far as its first segments: APP0, APP1 with the packet, start of scan. */
const jpeg = (xmp: string) => {
  const packet = text(`http://ns.adobe.com/xap/1.0/\0${xmp}`)
  const length = packet.length + 2
  const app0 = [0xff, 0xe0, 0, 4, 1, 1]
  return Uint8Array.of(0xff, 0xd8, ...app0, 0xff, 0xe1, length >> 8, length & 255, ...packet, 0xff, 0xda, 0, 2)
}

test.each(['trainedAlgorithmicMedia', 'algorithmicallyEnhanced', 'compositeSynthetic'] as const)(
  'our own mark is read back: %s',
  (source) => {
    expect(isMarkedSynthetic(writePng(picture, xmpPacket(source, '1')), 'png')).toBe(true)
    expect(isMarkedSynthetic(jpeg(xmpPacket(source, '1')), 'jpeg')).toBe(true)
  },
)

test('others’ words for made media count, a camera’s touching up does not', () => {
  const of = (word: string) =>
    `<x Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/${word}"/>`
  expect(isMarkedSynthetic(jpeg(of('compositeWithTrainedAlgorithmicMedia')), 'jpeg')).toBe(true)
  for (const word of ['algorithmicallyEnhanced', 'digitalCapture', 'trainedAlgorithmicMediaX'])
    expect(isMarkedSynthetic(jpeg(of(word)), 'jpeg')).toBe(false)
})

test('no mark, a cut file, and a mark behind the pixels are none, and nothing is thrown', () => {
  const marked = writePng(picture, xmpPacket('trainedAlgorithmicMedia', '1'))
  expect(isMarkedSynthetic(writePng(picture), 'png')).toBe(false)
  for (let end = 0; end < 60; end++) expect(isMarkedSynthetic(marked.subarray(0, end), 'png')).toBe(false)
  const whole = jpeg(xmpPacket('trainedAlgorithmicMedia', '1'))
  for (let end = 0; end < 60; end++) expect(isMarkedSynthetic(whole.subarray(0, end), 'jpeg')).toBe(false)
  expect(isMarkedSynthetic(Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, 0), 'jpeg')).toBe(false)
  expect(isMarkedSynthetic(marked, 'gif')).toBe(false)
})
