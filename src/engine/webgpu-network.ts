import { type AnyOrderPlan, columnsOf } from '../core/nets/any-order-plan'
import { StudioError } from '../core/problem'
import { adamwShader, adamwWorkgroups } from './webgpu-adamw'
import { type GpuDevice, usage } from './webgpu-device'
import { gradientShader } from './webgpu-gradient'
import { embedShader, inputBackShader, logitsShader, tableShader } from './webgpu-input'
import { tileSize } from './webgpu-jobs'
import { blockStride, chunkRows, type GpuLayout, layOutGpu } from './webgpu-layout'
import {
  innerBackShader,
  innerShader,
  outerBackShader,
  outerShader,
  outputBackShader,
  outputShader,
} from './webgpu-product'
import { softmaxShader } from './webgpu-softmax'
import { inRows } from './webgpu-wgsl'

/** A network on the device: its buffers, and the dispatches that work on them. */
export interface GpuNetwork {
  readonly gpu: GpuDevice
  readonly layout: GpuLayout
  readonly buffers: NetworkBuffers
  readonly dispatches: Dispatches
  dispose(): void
}

/** The flat state, and what all shaders share. A predictor has `average` alone; its other state is a stub. */
export type NetworkBuffers = Readonly<
  Record<'theta' | 'gradient' | 'moments' | 'average' | 'arena' | 'facts' | 'batch' | 'blocks' | 'readback', GPUBuffer>
>

/** A pipeline and its workgroups for a batch of `rows` rows and as many output `columns`. */
export interface Dispatch {
  readonly block: number
  readonly pipeline: GPUComputePipeline
  readonly workgroups: (rows: number, columns: number) => readonly [number, number]
}

export interface Dispatches {
  /** The input table of the weights that are bound. */
  readonly table: readonly Dispatch[]
  /** From the batch to the output columns. */
  readonly forward: readonly Dispatch[]
  readonly softmax: readonly Dispatch[]
  readonly logits: readonly Dispatch[]
  /** From ∂L/∂Z to new weights; absent in a predictor. */
  readonly backward: readonly Dispatch[]
}

/** @throws fit/device-lost when it does not fit on the device */
export async function openGpuNetwork(
  gpu: GpuDevice,
  plan: AnyOrderPlan,
  rows: number,
  training: boolean,
): Promise<GpuNetwork> {
  const layout = layOutGpu(plan, rows, training)
  const largest = Math.max(layout.arenaFloats, 2 * plan.parameters.length) * 4
  const { maxStorageBufferBindingSize, maxBufferSize } = gpu.device.limits
  if (largest > Math.min(maxStorageBufferBindingSize, maxBufferSize)) {
    throw new StudioError({ code: 'fit/device-lost', reason: `${largest} bytes are more than it takes at once` })
  }
  const [buffers, dispatches] = await Promise.all([openBuffers(gpu, layout, training), compile(gpu, layout, training)])
  const { queue } = gpu.device
  queue.writeBuffer(buffers.facts, 0, layout.facts)
  for (let b = 0; b <= plan.blocks; b++) queue.writeBuffer(buffers.blocks, b * blockStride, Uint32Array.of(b, 0, 0, 0))
  return {
    gpu,
    layout,
    buffers,
    dispatches,
    dispose() {
      for (const buffer of Object.values(buffers)) buffer.destroy()
    },
  }
}

function openBuffers(gpu: GpuDevice, layout: GpuLayout, training: boolean): Promise<NetworkBuffers> {
  const { plan, at } = layout
  const state = usage.storage | usage.copyFrom | usage.copyTo
  const weights = 4 * plan.parameters.length
  const learned = training ? weights : 0
  const logits = 4 * layout.logitRows * Math.max(...plan.units.map((unit) => unit.size + 3))
  return gpu.buffers({
    theta: { bytes: learned, usage: state },
    gradient: { bytes: learned, usage: state },
    moments: { bytes: 2 * learned, usage: state },
    average: { bytes: weights, usage: state },
    arena: { bytes: 4 * layout.arenaFloats, usage: state },
    facts: { bytes: layout.facts.byteLength, usage: usage.storage | usage.copyTo },
    batch: { bytes: 4 * at.BATCH_WORDS, usage: usage.storage | usage.copyTo },
    blocks: { bytes: (plan.blocks + 1) * blockStride, usage: usage.uniform | usage.copyTo },
    readback: { bytes: Math.max(weights, logits, 4 * at.UNITS * layout.rows), usage: usage.read | usage.copyTo },
  })
}

async function compile(gpu: GpuDevice, layout: GpuLayout, training: boolean): Promise<Dispatches> {
  const { plan } = layout
  const { width, codes, units } = plan
  const made = async (
    label: string,
    code: string,
    workgroups: Dispatch['workgroups'],
    block = 0,
  ): Promise<Dispatch> => ({
    block,
    pipeline: await gpu.pipeline(label, code),
    workgroups,
  })
  const tiles = (n: number) => Math.ceil(n / tileSize)
  const toWidth: Dispatch['workgroups'] = (rows) => [tiles(width), tiles(rows)]
  const perRow: Dispatch['workgroups'] = (rows) => [rows, 1]
  const blocks = Array.from({ length: plan.blocks }, (_, b) => b)
  const toColumns: Dispatch['workgroups'] = (rows, columns) => [tiles(columns), tiles(rows)]
  const forward = [
    made('embed', embedShader(layout), perRow),
    ...blocks.flatMap((b) => [
      made('inner', innerShader(layout), toWidth, b),
      made('outer', outerShader(layout), toWidth, b),
    ]),
    made('output', outputShader(layout), toColumns, plan.blocks),
  ]
  const backward = () => [
    made('output back', outputBackShader(layout), toWidth, plan.blocks),
    ...blocks
      .toReversed()
      .flatMap((b) => [
        made('outer back', outerBackShader(layout), toWidth, b),
        made('inner back', innerBackShader(layout), toWidth, b),
      ]),
    made('input back', inputBackShader(layout), perRow),
    made('gradient', gradientShader(layout), () => inRows(layout.jobs)),
    made('adamw', adamwShader(layout), () => [adamwWorkgroups(plan.parameters.length), 1]),
  ]
  const all = {
    table: [made('table', tableShader(layout), () => inRows(codes))],
    forward,
    softmax: [made('softmax', softmaxShader(layout), (rows) => [units.length, Math.ceil(rows / chunkRows)])],
    logits: [made('logits', logitsShader(layout), perRow)],
    backward: training ? backward() : [],
  }
  const entries = Object.entries(all).map(async ([name, group]) => [name, await Promise.all(group)])
  return Object.fromEntries(await Promise.all(entries)) as Dispatches
}

/** Output columns of one unit, or of all. */
export function columnRange(plan: AnyOrderPlan, unit: number | undefined): readonly [first: number, count: number] {
  if (unit === undefined) return [0, plan.columns]
  const own = plan.units[unit]!
  return [own.firstColumn, columnsOf(own)]
}
