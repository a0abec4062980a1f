import { mix } from './bloom'

/**
 * A seeded one-to-one map of 0 … `size` − 1 onto itself: a Feistel network of four rounds on the next even number of
 * bits, walked until it lands inside (Black and Rogaway 2002, "Ciphers with Arbitrary Finite Domains"). `size` ≤ 2⁵².
 */
export function uniqueOrder(size: number, seed: number): (index: number) => number {
  let half = 1
  while (4 ** half < size) half++
  const base = 2 ** half
  const once = (index: number) => {
    let left = Math.floor(index / base)
    let right = index % base
    for (let round = 0; round < 4; round++) {
      const turned = mix((right ^ Math.imul(seed + round * 0x9e3779b1, 0x85ebca6b)) >>> 0) % base
      const next = (left ^ turned) >>> 0
      left = right
      right = next
    }
    return left * base + right
  }
  return (index) => {
    let at = once(index)
    while (at >= size) at = once(at)
    return at
  }
}
