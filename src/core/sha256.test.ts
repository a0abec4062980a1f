import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createRandom } from './random'
import { createSha256 } from './sha256'

const digestOf = (...pieces: readonly Uint8Array[]) => {
  const sha = createSha256()
  for (const piece of pieces) sha.update(piece)
  return sha.digest()
}

// NIST, "Example values for SHA-256": one block, two blocks, and a million times the letter a.
test.each([
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
])('published digest of %#', (text, digest) => {
  expect(digestOf(new TextEncoder().encode(text))).toBe(digest)
})

test('any length in any pieces agrees with Node', () => {
  const random = createRandom(7)
  for (let length = 0; length < 260; length++) {
    const bytes = Uint8Array.from({ length }, () => random.below(256))
    const [a, b] = [random.below(length + 1), random.below(length + 1)].sort((x, y) => x - y) as [number, number]
    const pieces = [bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)]
    expect(digestOf(...pieces)).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})
