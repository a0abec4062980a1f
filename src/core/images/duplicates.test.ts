import { expect, test } from 'vitest'
import { dctHash } from './duplicates'

const hex = ([a, b]: readonly [number, number]) => [a, b].map((word) => word.toString(16).padStart(8, '0')).join('')

test.each(['WAVES', 'RINGS'])('the hash is that of a 32 px picture by SciPy’s DCT-II: %s', (kind) => {
  // bench/oracles/picture_oracle.py hash: scipy.fftpack.dct(dct(x, axis=0), axis=1)[:8, :8] > median
  const value = (x: number, y: number) =>
    kind === 'WAVES' ? (x * 7 + y * 13 + ((x * y) % 17) * 5) % 256 : ((x - 16) ** 2 + (y - 12) ** 2) % 251
  const grey = Uint8Array.from({ length: 1024 }, (_, i) => value(i % 32, i >> 5))
  expect(hex(dctHash(grey))).toBe(expected[kind])
})

const expected: Record<string, string> = { WAVES: 'c194c1953768b6ed', RINGS: 'a020d7d561df05fa' }
