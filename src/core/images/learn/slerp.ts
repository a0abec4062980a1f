/**
 * On the great circle from `a` to `b` (Shoemake 1985): what lies between two draws of normal noise is as long as a draw,
 * where a straight line would be too short and give washed-out pictures.
 */
export function slerp(a: Float32Array, b: Float32Array, share: number): Float32Array {
  let [dot, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!
    aa += a[i]! ** 2
    bb += b[i]! ** 2
  }
  const angle = Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(aa * bb) || 0)))
  const sin = Math.sin(angle)
  // Alike or opposite: there is no one circle.
  const isLine = sin < 1e-4
  const ofA = isLine ? 1 - share : Math.sin((1 - share) * angle) / sin
  const ofB = isLine ? share : Math.sin(share * angle) / sin
  return a.map((v, i) => ofA * v + ofB * b[i]!)
}
