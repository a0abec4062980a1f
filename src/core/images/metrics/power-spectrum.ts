import type { PictureSet } from '../picture-set'

/**
 * Mean power of the pictures by spatial frequency: of each picture's brightness without its mean, |DFT|² over pixels²,
 * averaged over the rings of frequencies that round to 1, 2, … cycles per picture, up to half its shorter side. Generators
 * betray themselves there (Durall et al. 2020, arXiv 2003.01826): too smooth, or with a grid.
 */
export function powerSpectrum(set: PictureSet): Float64Array {
  const { width, height, labels } = set
  const rings = Math.floor(Math.min(width, height) / 2)
  const ringOf = ringsOf(width, height)
  const [across, down] = [wavesOf(width), wavesOf(height)]
  const sums = new Float64Array(rings + 1)
  const counts = new Float64Array(rings + 1)
  for (const ring of ringOf) if (ring <= rings) counts[ring]!++
  for (let picture = 0; picture < labels.length; picture++) {
    const light = brightness(set, picture)
    const power = powerOf(light, width, height, across, down)
    for (let i = 0; i < power.length; i++) {
      const ring = ringOf[i]!
      if (ring <= rings) sums[ring] = sums[ring]! + power[i]!
    }
  }
  return Float64Array.from({ length: rings }, (_, r) => sums[r + 1]! / counts[r + 1]! / Math.max(1, labels.length))
}

/** Root of the mean squared ratio of two spectra, in decibels: 0 for the same, 3 where one has twice the power. */
export function spectrumDifference(a: Float64Array, b: Float64Array): number {
  let squares = 0
  // Sets without any power in a ring (all pictures even) are as far apart as a millionth.
  const least = 1e-6
  a.forEach((power, ring) => {
    squares += (10 * Math.log10((power + least) / (b[ring]! + least))) ** 2
  })
  return Math.sqrt(squares / Math.max(1, a.length))
}

/** Ring of each frequency, `[height][width / 2 + 1]`; the mirrored half says the same. */
function ringsOf(width: number, height: number): Int32Array {
  const half = (width >> 1) + 1
  const side = Math.min(width, height)
  return Int32Array.from({ length: height * half }, (_, i) => {
    const [x, row] = [i % half, Math.floor(i / half)]
    const y = row > height / 2 ? row - height : row
    // Cycles per the shorter side, so that an oblong picture has round rings too.
    return Math.round(Math.hypot((x * side) / width, (y * side) / height))
  })
}

function wavesOf(size: number) {
  const angles = Float64Array.from({ length: size }, (_, i) => (2 * Math.PI * i) / size)
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) }
}

function brightness({ width, height, channels, pixels }: PictureSet, picture: number): Float64Array {
  const size = width * height
  const light = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < channels; c++) light[i] = light[i]! + pixels[(picture * size + i) * channels + c]! / channels
  }
  const mean = light.reduce((sum, v) => sum + v, 0) / size
  return light.map((v) => v - mean)
}

type Waves = ReturnType<typeof wavesOf>

/** |DFT|² / pixels², row by row and then column by column: pictures are small. `[height][width / 2 + 1]` */
function powerOf(light: Float64Array, width: number, height: number, across: Waves, down: Waves): Float64Array {
  const half = (width >> 1) + 1
  const real = new Float64Array(height * half)
  const imaginary = new Float64Array(height * half)
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < half; k++) {
      let [re, im] = [0, 0]
      for (let x = 0, turn = 0; x < width; x++, turn = (turn + k) % width) {
        re += light[y * width + x]! * across.cos[turn]!
        im -= light[y * width + x]! * across.sin[turn]!
      }
      real[y * half + k] = re
      imaginary[y * half + k] = im
    }
  }
  const power = new Float64Array(height * half)
  const scale = (width * height) ** 2
  for (let k = 0; k < half; k++) {
    for (let l = 0; l < height; l++) {
      let [re, im] = [0, 0]
      for (let y = 0, turn = 0; y < height; y++, turn = (turn + l) % height) {
        const [a, b] = [real[y * half + k]!, imaginary[y * half + k]!]
        re += a * down.cos[turn]! + b * down.sin[turn]!
        im += b * down.cos[turn]! - a * down.sin[turn]!
      }
      power[l * half + k] = (re * re + im * im) / scale
    }
  }
  return power
}
