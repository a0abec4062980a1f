/** Whether element `index` is kept: lowbias32 (Wellons 2018) of index + seed. The twin of the device kernels. */
export function isKept(index: number, seed: number, rate: number): boolean {
  let h = (index + seed) | 0
  h ^= h >>> 16
  h = Math.imul(h, 0x7feb352d)
  h ^= h >>> 15
  h = Math.imul(h, 0x846ca68b)
  h ^= h >>> 16
  return h >>> 0 >= dropoutThreshold(rate)
}

/** `rate` on the scale of 32-bit hashes. */
export function dropoutThreshold(rate: number): number {
  return Math.floor(rate * 4294967296) >>> 0
}
