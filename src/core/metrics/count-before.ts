/** How many of the ascending values come first: `isBefore` holds for a beginning of them. */
export function countBefore(sorted: Float64Array, isBefore: (x: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(sorted[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
