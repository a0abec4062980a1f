import { expect, test } from 'vitest'
import { kernelBytes } from '../src/engine/kernels/bytes'
import { compileKernels } from './build-kernels.mjs'

// The one with nothing and the one with everything: the two between differ from them by a flag each.
test.each(['plain', 'sharedFused'] as const)(
  'the %s kernels in the tree are what their source compiles to',
  async (build) => {
    expect(Buffer.from(await compileKernels(build)).toString('base64')).toBe(kernelBytes[build])
  },
)
