import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { bundleForNode } from './bundle.mjs'

// V8 has them from 11.4 on without a flag, which is in Node 21; Node 20 has 11.3.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd')

/**
 * Threads of Node for the engine. They do not keep the process alive.
 * @param {number} most with the calling one; as many as there are cores when absent
 */
export async function nodeThreads(most = Math.min(8, availableParallelism())) {
  const file = await bundleForNode('scripts/headless/thread.ts')
  const spawn = () => {
    const thread = new Worker(file)
    thread.unref()
    return thread
  }
  return { most, spawn }
}
