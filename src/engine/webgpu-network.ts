import { type AnyOrderPlan, columnsOf } from '../core/nets/any-order-plan'
import { StudioError } from '../core/problem'
import { adamwShader, adamwWorkgroups } from './webgpu-adamw'
import { type GpuDevice, usage } from './webgpu-device'
import { drawnRows, drawShader, weighShader } from './webgpu-draw'
import { gradientShader } from './webgpu-gradient'
import { embedShader, inputBackShader, logitsShader, tableShader } from './webgpu-input'
import { tileSize } from './webgpu-jobs'
import { chunkRows, type GpuLayout, layOutGpu, placeStride } from './webgpu-layout'
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
  Record<'theta' | 'gradient' | 'moments' | 'average' | 'arena' | 'facts' | 'batch' | 'places' | 'readback', GPUBuffer>
>

/** A pipeline and its workgroups for a batch of `rows` rows and as many output `columns`. */
export interface Dispatch {
  /** The block that it is for; the number of blocks: what follows them, for a unit or for all. */
  readonly block: number
  readonly group: 'shared' | 'drawing'
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
  /** After `forward` for a unit: draws it, and makes it known. */
  readonly draw: readonly Dispatch[]
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
  writePlaces(queue, buffers.places, plan)
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
    places: { bytes: (plan.blocks + 1 + plan.units.length) * placeStride, usage: usage.uniform | usage.copyTo },
    readback: {
      bytes: Math.max(weights, logits, 4 * at.DRAWN, 4 * at.UNITS * layout.rows),
      usage: usage.read | usage.copyTo,
    },
  })
}

/** Block by block; behind them all columns; then each unit's. */
function writePlaces(queue: GPUQueue, places: GPUBuffer, plan: AnyOrderPlan): void {
  const words = new Uint32Array(places.size / 4)
  const set = (place: number, facts: readonly number[]) => words.set(facts, (place * placeStride) / 4)
  for (let b = 0; b < plan.blocks; b++) set(b, [b])
  for (let u = -1; u < plan.units.length; u++) {
    const unit = u < 0 ? undefined : u
    set(placeOf(plan, unit), [plan.blocks, unit ?? 0, ...columnRange(plan, unit)])
  }
  queue.writeBuffer(places, 0, words)
}

/** Of what follows the blocks, for a unit or for all. */
export const placeOf = (plan: AnyOrderPlan, unit: number | undefined): number =>
  plan.blocks + (unit === undefined ? 0 : 1 + unit)

async function compile(gpu: GpuDevice, layout: GpuLayout, training: boolean): Promise<Dispatches> {
  const { plan } = layout
  const { width, codes, units } = plan
  const made = async (
    label: string,
    code: string,
    workgroups: Dispatch['workgroups'],
    block = 0,
    group: Dispatch['group'] = 'shared',
  ): Promise<Dispatch> => ({
    block,
    group,
    pipeline: await gpu.pipeline(label, code, group),
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
    logits: [made('logits', logitsShader(layout), perRow, plan.blocks)],
    draw: [
      made('weigh', weighShader(layout), perRow, plan.blocks),
      made('draw', drawShader(layout), (rows) => [Math.ceil(rows / drawnRows), 1], plan.blocks, 'drawing'),
    ],
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
