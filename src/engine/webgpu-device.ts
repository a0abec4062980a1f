import { StudioError } from '../core/problem'

/** A WebGPU device with the pipelines that were compiled on it. */
export interface GpuDevice {
  readonly device: GPUDevice
  /** Of what all shaders share, the same for those that write codes, and of the place that a dispatch is for. */
  readonly groupLayouts: Readonly<Record<'shared' | 'drawing' | 'place', GPUBindGroupLayout>>
  /** Compiled ahead of use, once per text. @throws fit/device-lost when the driver rejects it */
  pipeline(label: string, code: string, group?: 'shared' | 'drawing'): Promise<GPUComputePipeline>
  /** Zeroed. @throws fit/device-lost when there is no memory for them */
  buffers<Name extends string>(sizes: Readonly<Record<Name, BufferFacts>>): Promise<Record<Name, GPUBuffer>>
}

export interface BufferFacts {
  readonly bytes: number
  readonly usage: GPUBufferUsageFlags
}

// GPUBufferUsage and GPUShaderStage, which Node has not got.
export const usage = { read: 1, copyFrom: 4, copyTo: 8, uniform: 64, storage: 128 } as const
const computeStage = 4
// See webgpu-wgsl.ts; from this binding on they are only read, but for codes that are drawn.
const readOnly = 5
const bindings = 8
const codesBinding = 7
const mostPipelines = 400

export function openGpuDevice(device: GPUDevice): GpuDevice {
  const group = (writesCodes: boolean) =>
    device.createBindGroupLayout({
      entries: Array.from({ length: bindings }, (_, binding) => ({
        binding,
        visibility: computeStage,
        buffer: {
          type: binding < readOnly || (writesCodes && binding === codesBinding) ? 'storage' : 'read-only-storage',
        },
      })),
    })
  const [shared, drawing] = [group(false), group(true)]
  const place = device.createBindGroupLayout({
    entries: [{ binding: 0, visibility: computeStage, buffer: { type: 'uniform', hasDynamicOffset: true } }],
  })
  const layouts = {
    shared: device.createPipelineLayout({ bindGroupLayouts: [shared, place] }),
    drawing: device.createPipelineLayout({ bindGroupLayouts: [drawing, place] }),
  }
  const compiled = new Map<string, Promise<GPUComputePipeline>>()
  const compile = async (label: string, code: string, layout: GPUPipelineLayout) => {
    const module = device.createShaderModule({ label, code })
    return device.createComputePipelineAsync({ label, layout, compute: { module, entryPoint: 'main' } })
  }
  return {
    device,
    groupLayouts: { shared, drawing, place },
    pipeline(label, code, group = 'shared') {
      if (compiled.size >= mostPipelines) compiled.clear()
      const found = compiled.get(code) ?? scoped(device, label, () => compile(label, code, layouts[group]))
      compiled.set(code, found)
      return found
    },
    buffers: (sizes) =>
      scoped(device, 'memory', async () => {
        const entries = Object.entries<BufferFacts>(sizes).map(([label, { bytes, usage }]) => {
          return [label, device.createBuffer({ label, size: Math.max(16, bytes), usage })]
        })
        return Object.fromEntries(entries)
      }),
  }
}

/** What `make` made; its errors become problems instead of reaching the device's handler of uncaptured ones. */
async function scoped<T>(device: GPUDevice, what: string, make: () => Promise<T>): Promise<T> {
  device.pushErrorScope('validation')
  device.pushErrorScope('out-of-memory')
  const making = make()
  const scopes = Promise.all([device.popErrorScope(), device.popErrorScope()])
  const [made, errors] = await Promise.allSettled([making, scopes])
  const error = errors.status === 'fulfilled' ? (errors.value[0] ?? errors.value[1]) : undefined
  if (made.status === 'fulfilled' && !error) return made.value
  const reason = error?.message ?? (made.status === 'rejected' ? String(made.reason) : '')
  throw new StudioError({ code: 'fit/device-lost', reason: `${what}: ${reason}` })
}
