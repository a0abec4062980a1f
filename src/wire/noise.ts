import type { Noise } from '../core/dp/noise'

/** The platform's own randomness: the only source of privacy noise outside tests. Nothing of it is kept. */
export const cryptoNoise: Noise = { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) }
