/** Wilson's 95 % interval of a share (Wilson 1927). */
export function wilsonInterval(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1]
  const z = 1.959963984540054
  const middle = (hits + (z * z) / 2) / (of + z * z)
  const reach = (z / (of + z * z)) * Math.sqrt((hits * (of - hits)) / of + (z * z) / 4)
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)]
}
