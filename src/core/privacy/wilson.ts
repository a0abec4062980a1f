/** Wilson's 95 % interval of a share (Wilson 1927). */
export function wilsonInterval(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1]
  const z = 1.959963984540054
  const middle = (hits + (z * z) / 2) / (of + z * z)
  const reach = (z / (of + z * z)) * Math.sqrt((hits * (of - hits)) / of + (z * z) / 4)
  // At either end the bound is exact; rounding would leave it a hair inside.
  return [hits === 0 ? 0 : Math.max(0, middle - reach), hits === of ? 1 : Math.min(1, middle + reach)]
}
