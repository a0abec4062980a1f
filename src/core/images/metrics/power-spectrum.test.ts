import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { PictureSet } from '../picture-set'
import { powerSpectrum, spectrumDifference } from './power-spectrum'

// Made by bench/oracles/spectrum_oracle.py with numpy's FFT.
const cases = JSON.parse(readFileSync(new URL('fixtures/spectrum.json', import.meta.url), 'utf8')) as readonly {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly pixels: number[]
  readonly spectrum: number[]
}[]
const setOf = ({ width, height, channels, pixels }: Omit<(typeof cases)[number], 'spectrum'>): PictureSet => ({
  ...{ width, height, channels },
  pixels: Uint8Array.from(pixels),
  labels: new Int32Array(pixels.length / (width * height * channels)),
  classes: ['one'],
})

test.each(cases.map((each) => [`${each.width} × ${each.height} × ${each.channels}`, each] as const))(
  'power by frequency is numpy’s: %s',
  (_, given) => {
    const found = powerSpectrum(setOf(given))
    expect(found).toHaveLength(given.spectrum.length)
    found.forEach((power, ring) => {
      expect(power / given.spectrum[ring]!).toBeCloseTo(1, 6)
    })
  },
)

test('half the contrast is 6 decibels less everywhere, and a set is no way from itself', () => {
  const given = cases[0]!
  const whole = powerSpectrum(setOf(given))
  const faint = powerSpectrum(setOf({ ...given, pixels: given.pixels.map((pixel) => Math.round(pixel / 2)) }))
  expect(spectrumDifference(faint, whole)).toBeCloseTo(20 * Math.log10(2), 1)
  expect(spectrumDifference(whole, whole)).toBe(0)
})
