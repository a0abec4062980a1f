/**
 * Where privacy noise comes from: bytes nobody can predict or repeat (`crypto.getRandomValues`). Not a `Random`: noise
 * from a seed can be taken off again by whoever knows the seed, so a seed and its guarantee exclude each other.
 */
export interface Noise {
  /** `count` fresh random bytes. */
  bytes(count: number): Uint8Array
}

/** Uniform whole numbers out of noise, exactly: no remainder favours small ones. */
export interface NoiseDraws {
  /** 0 … n − 1. */
  below(n: bigint): bigint
}

const bufferBytes = 8192

export function noiseDraws(noise: Noise): NoiseDraws {
  let buffer = new Uint8Array(0)
  let at = 0
  const byte = () => {
    if (at === buffer.length) {
      buffer = Uint8Array.from(noise.bytes(bufferBytes))
      at = 0
    }
    return buffer[at++]!
  }
  /** Some 32-bit words, the first one's high bits masked off. */
  const word = () => ((byte() << 24) | (byte() << 16) | (byte() << 8) | byte()) >>> 0
  const small = (n: number): number => {
    // The least mask that holds n − 1; more than half of the draws pass.
    const bits = 32 - Math.clz32(n - 1)
    for (;;) {
      const drawn = bits === 0 ? 0 : word() >>> (32 - bits)
      if (drawn < n) return drawn
    }
  }
  const large = (n: bigint): bigint => {
    const bits = (n - 1n).toString(2).length
    const words = Math.ceil(bits / 32)
    for (;;) {
      let drawn = 0n
      for (let i = 0; i < words; i++) drawn = (drawn << 32n) | BigInt(word())
      drawn >>= BigInt(32 * words - bits)
      if (drawn < n) return drawn
    }
  }
  return { below: (n) => (n <= 0xffffffffn ? BigInt(small(Number(n))) : large(n)) }
}
