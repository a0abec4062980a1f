import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { stepFlops, trialPlan } from './step-flops'
import type { WebgpuFigures } from './webgpu-page'

const software = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']
const anyAdapter = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist']

/**
 * npm run bench -- webgpu: a training step of the default network on the adapter that is there, in Chromium, beside
 * WebAssembly. `--software`: on Chromium's software adapter, where counts mean something and times nothing.
 */
export async function main(words: readonly string[]): Promise<number> {
  const file = pathToFileURL(path.resolve('scripts/dev-page.mjs')).href
  const { runInPage } = (await import(/* @vite-ignore */ file)) as typeof import('../scripts/dev-page.mjs')
  const args = ['--no-sandbox', ...(words.includes('--software') ? software : anyAdapter)]
  const figures = (await runInPage('/bench/webgpu-page.ts', args)) as WebgpuFigures | undefined
  if (!figures) {
    console.error('No WebGPU adapter here. With --software it runs on the one that Chromium brings along.')
    return 2
  }
  const { description, openMs, stepMs, encodeMs, steps, counts, conditionalMs, wasmStepMs } = figures
  console.log(description)
  console.log(`until the first loss: ${openMs.toFixed(0)} ms`)
  console.log(`step: ${stepMs.toFixed(2)} ms over ${steps} steps, of which the thread takes ${encodeMs.toFixed(2)} ms`)
  console.log(`  ${(stepFlops(trialPlan(), 512) / stepMs / 1e6).toFixed(1)} GFLOP/s`)
  for (const [name, count] of Object.entries(counts)) console.log(`  ${name}: ${Number(count.toFixed(2))} a step`)
  console.log(`logits of one column for 512 rows: ${conditionalMs.toFixed(2)} ms`)
  console.log(`the same step on WebAssembly, in this page: ${wasmStepMs.toFixed(2)} ms`)
  return 0
}
