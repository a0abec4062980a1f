import * as tf from '@tensorflow/tfjs-core'
import type { AnyOrderPlan } from '../core/nets/any-order-plan'
import type { Engine, Predictor, Trainer } from '../core/nets/engine'
import { StudioError } from '../core/problem'
import { createTfjsPredictor, createTfjsTrainer } from './tfjs-trainer'

/** What became of the device: tfjs itself looks neither for its loss nor for errors of its kernels. */
interface Health {
  failure?: string
  /** Rejects when the device fails; never resolves. */
  readonly failed: Promise<never>
}

/** tfjs on a WebGPU device of our own. Undefined where there is no GPU: a software adapter is none, unless wanted. */
export async function openWebgpu(acceptSoftware: boolean): Promise<Engine | undefined> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter || (adapter.info.isFallbackAdapter && !acceptSoftware)) return undefined
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) })
  const health = watch(device)
  tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3)
  if (!(await tf.setBackend('webgpu')) || tf.getBackend() !== 'webgpu') throw new Error('tfjs webgpu did not start')
  const { vendor, architecture, description } = adapter.info
  const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'GPU'
  return {
    backend: 'webgpu',
    description: adapter.info.isFallbackAdapter ? `WebGPU in software, ${name}` : `WebGPU, ${name}`,
    async createTrainer(plan, state, rows) {
      checkFits(plan, rows, device)
      return guardTrainer(createTfjsTrainer(plan, state, rows), health)
    },
    async createPredictor(plan, weights, rows) {
      checkFits(plan, rows, device)
      return guardPredictor(createTfjsPredictor(plan, weights, rows), health)
    },
    dispose() {
      tf.removeBackend('webgpu')
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

function watch(device: GPUDevice): Health {
  let reject: (reason: unknown) => void = () => {}
  const health: Health = {
    failed: new Promise<never>((_, no) => {
      reject = no
    }),
  }
  health.failed.catch(() => {}) // whoever waits for it is told; nobody has to
  const fail = (reason: string) => {
    health.failure ??= reason
    reject(new StudioError({ code: 'fit/device-lost', reason }))
  }
  device.lost.then((info) => fail(info.message || info.reason))
  device.addEventListener('uncapturederror', (event) => fail(event.error.message))
  return health
}

/** Too large a tensor gives zeros instead of an error in tfjs (tensorflow/tfjs#6507). @throws fit/device-lost */
function checkFits({ codes, columns, width }: AnyOrderPlan, rows: number, device: GPUDevice): void {
  const bytes = 4 * codes * Math.max(rows, columns, width)
  if (bytes <= device.limits.maxStorageBufferBindingSize) return
  throw new StudioError({ code: 'fit/device-lost', reason: `a matrix of ${bytes} bytes is too large for it` })
}

type Asynchronous<Facts extends unknown[], Result> = (...facts: Facts) => Promise<Result>

/** The same call, which ends with what became of the device when that is why it fails, or never answers. */
function watched<Facts extends unknown[], Result>(call: Asynchronous<Facts, Result>, health: Health) {
  return async (...facts: Facts): Promise<Result> => {
    if (health.failure !== undefined) return health.failed
    try {
      return await Promise.race([call(...facts), health.failed])
    } catch (error) {
      // tfjs may notice before the device's own promise tells why.
      await Promise.race([health.failed, new Promise((resolve) => setTimeout(resolve, 100))])
      throw error
    }
  }
}

function guardPredictor<T extends Predictor>(predictor: T, health: Health): T {
  return {
    ...predictor,
    conditional: watched(predictor.conditional, health),
    evaluate: watched(predictor.evaluate, health),
    dispose() {
      if (health.failure === undefined) predictor.dispose()
    },
  }
}

function guardTrainer(trainer: Trainer, health: Health): Trainer {
  return {
    ...guardPredictor(trainer, health),
    step(batch, rates) {
      if (health.failure !== undefined) throw new StudioError({ code: 'fit/device-lost', reason: health.failure })
      trainer.step(batch, rates)
    },
    takeLoss: watched(trainer.takeLoss, health),
    state: watched(trainer.state, health),
    load: watched(trainer.load, health),
    average: watched(trainer.average, health),
  }
}
