/**
 * Fast Fourier transform in place (Cooley and Tukey 1965, radix 2, decimation in time). `re`, `im`: `[n]`, n a power
 * of two. `sign` −1 transforms, +1 goes back without dividing by n.
 */
export function fourierTransform(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
  const n = re.length
  reverseBits(re, im)
  const cos = new Float64Array(n >> 1)
  const sin = new Float64Array(n >> 1)
  for (let k = 0; k < n >> 1; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / n)
    sin[k] = sign * Math.sin((2 * Math.PI * k) / n)
  }
  for (let half = 1; half < n; half <<= 1) {
    const stride = n / (2 * half)
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0, at = start; k < half; k++, at++) {
        const c = cos[k * stride]!
        const s = sin[k * stride]!
        const b = at + half
        const re2 = re[b]! * c - im[b]! * s
        const im2 = re[b]! * s + im[b]! * c
        re[b] = re[at]! - re2
        im[b] = im[at]! - im2
        re[at]! += re2
        im[at]! += im2
      }
    }
  }
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i >= j) continue
    const [heldRe, heldIm] = [re[i]!, im[i]!]
    re[i] = re[j]!
    im[i] = im[j]!
    re[j] = heldRe
    im[j] = heldIm
  }
}
