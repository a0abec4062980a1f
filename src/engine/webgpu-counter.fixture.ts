/** What was asked of WebGPU while it was counted, in all and by device. */
export interface GpuCounts {
  dispatches: number
  passes: number
  submits: number
  buffers: number
  pipelines: number
  bindGroups: number
  uploads: number
  uploadedBytes: number
  reads: number
}

/**
 * Counts every call of the platform's WebGPU interface from now on, also of tfjs. `device`: the last one that was made;
 * `messages`: what the compiler had to say about any shader.
 */
export function countGpu() {
  const counts: GpuCounts = {
    dispatches: 0,
    passes: 0,
    submits: 0,
    buffers: 0,
    pipelines: 0,
    bindGroups: 0,
    uploads: 0,
    uploadedBytes: 0,
    reads: 0,
  }
  const devices: GPUDevice[] = []
  const compilations: Promise<GPUCompilationInfo>[] = []
  const undo: (() => void)[] = []
  const after = (owner: object, name: string, seen: (facts: unknown[], result: unknown) => void) => {
    const target = owner as Record<string, (...facts: unknown[]) => unknown>
    const original = target[name]!
    target[name] = function (...facts) {
      const result = original.apply(this, facts)
      seen(facts, result)
      return result
    }
    undo.push(() => {
      target[name] = original
    })
  }
  const adds = (owner: object, name: string, count: keyof GpuCounts) => after(owner, name, () => counts[count]++)
  adds(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches')
  adds(GPUCommandEncoder.prototype, 'beginComputePass', 'passes')
  adds(GPUQueue.prototype, 'submit', 'submits')
  adds(GPUDevice.prototype, 'createBuffer', 'buffers')
  adds(GPUDevice.prototype, 'createComputePipeline', 'pipelines')
  adds(GPUDevice.prototype, 'createComputePipelineAsync', 'pipelines')
  adds(GPUDevice.prototype, 'createBindGroup', 'bindGroups')
  adds(GPUBuffer.prototype, 'mapAsync', 'reads')
  after(GPUQueue.prototype, 'writeBuffer', ([, , data, , size]) => {
    const { byteLength, BYTES_PER_ELEMENT: each = 1 } = data as Uint8Array
    counts.uploads++
    counts.uploadedBytes += size === undefined ? byteLength : (size as number) * each
  })
  after(GPUDevice.prototype, 'createShaderModule', (_, module) => {
    compilations.push((module as GPUShaderModule).getCompilationInfo())
  })
  after(GPUAdapter.prototype, 'requestDevice', (_, device) => {
    ;(device as Promise<GPUDevice>).then((made) => devices.push(made))
  })
  return {
    counts,
    device: () => devices.at(-1)!,
    async messages(): Promise<string[]> {
      const infos = await Promise.all(compilations)
      return infos.flatMap(({ messages }) => messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`))
    },
    reset() {
      for (const name of Object.keys(counts) as (keyof GpuCounts)[]) counts[name] = 0
    },
    stop() {
      for (const restore of undo.reverse()) restore()
    },
  }
}
