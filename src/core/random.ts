/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32.
 * The state is explicit, so that a checkpoint can hold it and a resumed run goes on with the same draws.
 */
export interface Random {
  /** A whole number in 0 … 2³² − 1. */
  uint32(): number
  /** A number in [0, 1). */
  uniform(): number
  /** A whole number in 0 … `n` − 1. `n` ≤ 2³². */
  below(n: number): number
  /** A draw from N(0, 1). */
  normal(): number
  /** An independent stream that depends only on this stream's seed and `key`, not on what was drawn. */
  fork(key: string | number): Random
  /** The state, to be handed to {@link restoreRandom}. */
  state(): RandomState
}

export interface RandomState {
  readonly seed: number
  readonly words: readonly [number, number, number, number]
}

export function createRandom(seed: number): Random {
  const next = splitmix32(seed)
  const random = fromWords(seed >>> 0, next(), next(), next(), 1)
  for (let i = 0; i < 12; i++) random.uint32()
  return random
}

export function restoreRandom(state: RandomState): Random {
  return fromWords(state.seed, ...state.words)
}

/** FNV-1a, 32 bits: a stable number for a name. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** A random order of 0 … `n` − 1 (Fisher and Yates). */
export function permutation(n: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
  return order
}

function splitmix32(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x9e3779b9) >>> 0
    let t = a ^ (a >>> 16)
    t = Math.imul(t, 0x21f0aaad)
    t ^= t >>> 15
    t = Math.imul(t, 0x735a2d97)
    return (t ^ (t >>> 15)) >>> 0
  }
}

function fromWords(seed: number, a: number, b: number, c: number, counter: number): Random {
  const uint32 = () => {
    const out = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + out
    c |= 0
    return out >>> 0
  }
  const uniform = () => uint32() / 4294967296
  return {
    uint32,
    uniform,
    below: (n) => Math.floor(uniform() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    fork: (key) => createRandom((seed ^ Math.imul(hashText(String(key)), 0x9e3779b1)) >>> 0),
    state: () => ({ seed, words: [a, b, c, counter] }),
  }
}
