import { expect, test } from 'vitest'
import { createRandom } from '../../random'
import oracle from './fixtures/oracle.json'
import { findTransform } from './registry'
import { noTargets } from './transform'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const { input, ...made } = oracle
const picture = { width: 24, height: 24, channels: 3, pixels: bytes(input) } as const

/** Grey levels by which a value may differ; fixed point on the way there, and in JPEG now and then a coefficient that falls to the other side of a rounding. */
const allowed: Readonly<Record<string, number>> = {
  rotate: 4,
  contrast: 1,
  saturation: 1,
  blur: 1,
  'jpeg-artefacts': 12,
  'down-scale': 1,
  brightness: 1,
  gamma: 1,
}

// bench/oracles/picture_oracle.py transforms: Pillow 13.0.0, OpenCV 5.0.0, albumentations 2.0.8
test.each(Object.entries(made))('%s', (call, expected) => {
  const [id = '', values = ''] = call.split(' ')
  const { pixels } = findTransform(id)!.apply(
    { picture, targets: noTargets },
    JSON.parse(values),
    createRandom(1),
  ).picture
  const off = bytes(expected).map((level, i) => Math.abs(level - pixels[i]!))
  expect(off.reduce((sum, one) => sum + one) / off.length).toBeLessThanOrEqual(0.5)
  expect(Math.max(...off)).toBeLessThanOrEqual(allowed[id] ?? 0)
})
