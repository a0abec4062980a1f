/**
 * SHA-256 (FIPS 180-4), fed piece by piece: the browser's own takes a whole file at once, and an export is streamed.
 */
export interface Sha256 {
  add(bytes: Uint8Array): void
  /** 64 hexadecimal digits; nothing can be added afterwards. */
  hex(): string
}

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes, FIPS 180-4, 4.2.2. */
const K = fractionsOf(64, 1 / 3)

export function createSha256(): Sha256 {
  // Of the square roots of the first 8 primes, 5.3.3.
  const H = fractionsOf(8, 1 / 2)
  const block = new Uint8Array(64)
  const view = new DataView(block.buffer)
  const W = new Uint32Array(64)
  let filled = 0
  let length = 0

  function add(bytes: Uint8Array): void {
    length += bytes.length
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(64 - filled, bytes.length - at)
      block.set(bytes.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled < 64) return
      compress(H, W, view)
      filled = 0
    }
  }

  return {
    add,
    hex() {
      const bits = length * 8
      const padding = new Uint8Array((filled < 56 ? 56 : 120) - filled + 8)
      padding[0] = 0x80
      const end = new DataView(padding.buffer)
      end.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32))
      end.setUint32(padding.length - 4, bits >>> 0)
      add(padding)
      return Array.from(H, (word) => word.toString(16).padStart(8, '0')).join('')
    },
  }
}

export function sha256Of(text: string): string {
  const hash = createSha256()
  hash.add(new TextEncoder().encode(text))
  return hash.hex()
}

/** 6.2.2, steps 1 to 4, over one block of 64 bytes. */
function compress(H: Uint32Array, W: Uint32Array, block: DataView): void {
  for (let t = 0; t < 16; t++) W[t] = block.getUint32(4 * t)
  for (let t = 16; t < 64; t++) {
    const [x, y] = [W[t - 15]!, W[t - 2]!]
    const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)
    const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10)
    W[t] = (W[t - 16]! + s0 + W[t - 7]! + s1) | 0
  }
  let a = H[0]!
  let b = H[1]!
  let c = H[2]!
  let d = H[3]!
  let e = H[4]!
  let f = H[5]!
  let g = H[6]!
  let h = H[7]!
  for (let t = 0; t < 64; t++) {
    const S1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)
    const T1 = (h + S1 + ((e & f) ^ (~e & g)) + K[t]! + W[t]!) | 0
    const S0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)
    const T2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
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

const rotr = (x: number, n: number) => (x >>> n) | (x << (32 - n))

/** First 32 bits of the fractional parts of the first primes to a power: ⌊2³²·(p^power)⌋ mod 2³². */
function fractionsOf(count: number, power: number): Uint32Array {
  const words: number[] = []
  for (let p = 2; words.length < count; p++) {
    if (isPrime(p)) words.push(Math.floor((p ** power % 1) * 2 ** 32))
  }
  return Uint32Array.from(words)
}

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
  return true
}
