import type { Random } from '../../random'

/** Smooth noise, 0–1 `[height × width]`: a random grid of `cells` across, joined by smooth steps, and two octaves finer. */
export function smoothNoise(width: number, height: number, cells: number, random: Random): Float64Array {
  const noise = new Float64Array(width * height)
  let total = 0
  for (let octave = 0, weight = 1; octave < 3; octave++, weight /= 2) {
    addOctave(noise, width, height, Math.max(1, cells) * 2 ** octave, weight, random)
    total += weight
  }
  for (let i = 0; i < noise.length; i++) noise[i]! /= total
  return noise
}

function addOctave(
  noise: Float64Array,
  width: number,
  height: number,
  cells: number,
  weight: number,
  random: Random,
): void {
  const step = Math.max(1, Math.max(width, height) / cells)
  const [columns, rows] = [Math.ceil(width / step) + 2, Math.ceil(height / step) + 2]
  const grid = Float64Array.from({ length: columns * rows }, () => random.uniform())
  const shares = Float64Array.from({ length: width }, (_, x) => smoothStep(x / step - Math.floor(x / step)))
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / step)
    const v = smoothStep(y / step - row)
    for (let x = 0; x < width; x++) {
      const u = shares[x]!
      const at = row * columns + Math.floor(x / step)
      const top = grid[at]! * (1 - u) + grid[at + 1]! * u
      const bottom = grid[at + columns]! * (1 - u) + grid[at + columns + 1]! * u
      noise[y * width + x]! += weight * (top * (1 - v) + bottom * v)
    }
  }
}

export const smoothStep = (t: number): number => {
  const inside = Math.min(1, Math.max(0, t))
  return inside * inside * (3 - 2 * inside)
}
