import { expect, test } from 'vitest'
import { kernelBytes } from '../src/engine/kernels/bytes'
import { bytesModule, compileKernels } from './build-kernels.mjs'

test('the kernels in the tree are what their source compiles to', async () => {
  expect(bytesModule(await compileKernels())).toContain(`'${kernelBytes}'`)
})
