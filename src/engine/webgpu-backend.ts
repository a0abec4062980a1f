import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../core/nets/engine'
import { guardPredictor, guardTrainer, watch, watched } from './webgpu-health'

/**
 * Our shaders on a device of our own, which tfjs shares. Undefined where there is no GPU: a software adapter is none,
 * unless wanted.
 */
export async function openWebgpu(acceptSoftware: boolean): Promise<Engine | undefined> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter || (adapter.info.isFallbackAdapter && !acceptSoftware)) return undefined
  // None of this is loaded where there is no GPU.
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const { createGpuPredictor, createGpuTrainer } = await import('./webgpu-trainer')
  const { openGpuDevice } = await import('./webgpu-device')
  const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) })
  const health = watch(device)
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3)
  if (!(await tf.setBackend('webgpu')) || tf.getBackend() !== 'webgpu') throw new Error('tfjs webgpu did not start')
  const gpu = openGpuDevice(device)
  const { vendor, architecture, description } = adapter.info
  const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'GPU'
  return {
    backend: 'webgpu',
    description: adapter.info.isFallbackAdapter ? `WebGPU in software, ${name}` : `WebGPU, ${name}`,
    createTrainer: watched(
      async (plan, state, rows) => guardTrainer(await createGpuTrainer(gpu, plan, state, rows), health),
      health,
    ),
    createPredictor: watched(
      async (plan, weights, rows) => guardPredictor(await createGpuPredictor(gpu, plan, weights, rows), health),
      health,
    ),
    dispose() {
      if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu')
      device.destroy()
    },
  }
}

/** As tfjs asks for them; the defaults bind no more than 128 MB. */
function limitsOf({ limits }: GPUAdapter): Record<string, number> {
  const names = [
    'maxComputeWorkgroupStorageSize',
    'maxComputeWorkgroupsPerDimension',
    'maxStorageBufferBindingSize',
    'maxBufferSize',
    'maxComputeWorkgroupSizeX',
    'maxComputeInvocationsPerWorkgroup',
  ] as const
  return Object.fromEntries(names.map((name) => [name, limits[name]]))
}
