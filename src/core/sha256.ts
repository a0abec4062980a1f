/** A SHA-256 that takes its message piece by piece; Web Crypto wants all of it in memory at once. */
export interface Sha256 {
  update(bytes: Uint8Array): void
  /** Lower-case hex. Nothing may follow. */
  digest(): string
}

const blockBytes = 64

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = fractions(64, Math.cbrt)
/** … and of the square roots of the first 8 (5.3.3). */
const initial = fractions(8, Math.sqrt)

function fractions(count: number, root: (prime: number) => number): Int32Array {
  const words = new Int32Array(count)
  for (let prime = 2, found = 0; found < count; prime++) {
    let divisor = 2
    while (divisor * divisor <= prime && prime % divisor !== 0) divisor++
    if (divisor * divisor > prime) words[found++] = ((root(prime) % 1) * 2 ** 32) | 0
  }
  return words
}

/** FIPS 180-4, section 6.2, in its names. */
export function createSha256(): Sha256 {
  const H = Int32Array.from(initial)
  const W = new Int32Array(64)
  const rest = new Uint8Array(blockBytes)
  let held = 0
  let length = 0

  function compress(bytes: Uint8Array, at: number): void {
    for (let t = 0; t < 16; t++, at += 4)
      W[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    for (let t = 16; t < 64; t++) {
      const [x, y] = [W[t - 15]!, W[t - 2]!]
      const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      W[t] = (W[t - 16]! + sigma0 + W[t - 7]! + sigma1) | 0
    }
    let [a, b, c, d, e, f, g, h] = H as unknown as [number, number, number, number, number, number, number, number]
    for (let t = 0; t < 64; t++) {
      const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const T1 = (h + sum1 + ((e & f) ^ (~e & g)) + K[t]! + W[t]!) | 0
      const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const T2 = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + T1) | 0
      d = c
      c = b
      b = a
      a = (T1 + T2) | 0
    }
    H[0] = H[0]! + a
    H[1] = H[1]! + b
    H[2] = H[2]! + c
    H[3] = H[3]! + d
    H[4] = H[4]! + e
    H[5] = H[5]! + f
    H[6] = H[6]! + g
    H[7] = H[7]! + h
  }

  function update(bytes: Uint8Array): void {
    length += bytes.length
    let at = 0
    if (held > 0) {
      at = Math.min(blockBytes - held, bytes.length)
      rest.set(bytes.subarray(0, at), held)
      held += at
      if (held < blockBytes) return
      compress(rest, 0)
      held = 0
    }
    for (; at + blockBytes <= bytes.length; at += blockBytes) compress(bytes, at)
    rest.set(bytes.subarray(at), 0)
    held = bytes.length - at
  }

  function digest(): string {
    const bits = BigInt(length) * 8n
    const padding = new Uint8Array(1 + ((119 - (length % blockBytes)) % blockBytes) + 8)
    padding[0] = 0x80
    new DataView(padding.buffer).setBigUint64(padding.length - 8, bits)
    update(padding)
    return Array.from(H, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  return { update, digest }
}
