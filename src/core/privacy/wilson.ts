import { normalQuantile } from './intervals'

/** Wilson's interval of a share (Wilson 1927), 95 % unless said otherwise. */
export function wilsonInterval(hits: number, of: number, confidence = 0.95): readonly [number, number] {
  if (of === 0) return [0, 1]
  const z = normalQuantile((1 + confidence) / 2)
  const middle = (hits + (z * z) / 2) / (of + z * z)
  const reach = (z / (of + z * z)) * Math.sqrt((hits * (of - hits)) / of + (z * z) / 4)
  // At either end the bound is exact; rounding would leave it a hair inside.
  return [hits === 0 ? 0 : Math.max(0, middle - reach), hits === of ? 1 : Math.min(1, middle + reach)]
}
