import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bytesModule } from './build-kernels.mjs'

test('the kernels in the tree are what their source compiles to', async () => {
  expect(readFileSync('src/engine/kernels/bytes.ts', 'utf8')).toBe(await bytesModule())
})
