import { type AnyOrderPlan, upTo } from '../core/nets/any-order-plan'
import { sliceBatch } from '../core/nets/batches'
import type { Batch, DrawTurn, Predictor, Trainer, TrainerState } from '../core/nets/engine'
import { type GpuBatches, openGpuBatches } from './webgpu-batch'
import type { GpuDevice } from './webgpu-device'
import { chunkRows, placeStride } from './webgpu-layout'
import { columnRange, type Dispatch, type GpuNetwork, openGpuNetwork, placeOf } from './webgpu-network'

const longestSubmitMs = 8 // so that the screen's own drawing is not kept waiting
const waitMs = 200
const fewestSteps = 20 // between two reads of the loss
const mostSteps = 500
const mapForReading = 1 // GPUMapMode.READ

/** The any-order network by our own shaders: a step is one upload, one or two submits, and no wait. */
export async function createGpuTrainer(
  gpu: GpuDevice,
  plan: AnyOrderPlan,
  state: TrainerState,
  rows: number,
): Promise<Trainer> {
  const machine = await openMachine(gpu, plan, rows, true)
  const { network, batches } = machine
  const { table, forward, softmax, backward } = network.dispatches
  const step = [...table, ...forward, ...softmax, ...backward]
  const pace = { steps: 0, since: 0, stepMs: 0 }
  const load = (from: TrainerState) => {
    const { theta, moments, average } = network.buffers
    const { queue } = gpu.device
    queue.writeBuffer(theta, 0, new Float32Array(from.weights))
    queue.writeBuffer(moments, 0, new Float32Array(from.first))
    queue.writeBuffer(moments, from.first.byteLength, new Float32Array(from.second))
    queue.writeBuffer(average, 0, new Float32Array(from.average))
    machine.tableOfAverage = false
  }
  load(state)
  const bytes = 4 * plan.parameters.length
  const copy = (from: GPUBuffer, offset = 0) => machine.inTurn(() => machine.read(from, offset, bytes))
  return {
    ...predictor(machine),
    step(batch, rates) {
      if (pace.steps === 0) pace.since = performance.now()
      pace.steps++
      batches.learn(batch, rates)
      const cut = pace.stepMs > longestSubmitMs ? Math.ceil(step.length / 2) : step.length
      machine.submit('theta', step.slice(0, cut), batch.rows)
      if (cut < step.length) machine.submit('theta', step.slice(cut), batch.rows)
      machine.tableOfAverage = false
    },
    isFull() {
      const fitting = pace.stepMs === 0 ? fewestSteps : Math.min(mostSteps, waitMs / pace.stepMs)
      return pace.steps >= Math.max(fewestSteps, fitting)
    },
    async takeLoss() {
      const { SUMS } = network.layout.at
      return machine.inTurn(async () => {
        const { steps, since } = pace
        pace.steps = 0
        const [sum, broken] = await machine.read(network.buffers.arena, 4 * SUMS, 8, true)
        pace.stepMs = (performance.now() - since) / steps
        return broken! > 0 ? Number.NaN : sum! / steps
      })
    },
    async state() {
      const { theta, moments, average } = network.buffers
      const [weights, first, second, mean] = await Promise.all([
        copy(theta),
        copy(moments),
        copy(moments, bytes),
        copy(average),
      ])
      return { weights: weights!, first: first!, second: second!, average: mean! }
    },
    async load(from) {
      load(from)
    },
    average: () => copy(network.buffers.average),
  }
}

export async function createGpuPredictor(
  gpu: GpuDevice,
  plan: AnyOrderPlan,
  weights: Float32Array,
  rows: number,
): Promise<Predictor> {
  // A table with a great many codes goes through in fewer rows: its output columns need memory.
  const fitting = Math.max(1, Math.floor(gpu.device.limits.maxStorageBufferBindingSize / 16 / plan.columns))
  const machine = await openMachine(gpu, plan, Math.min(rows, fitting), false)
  gpu.device.queue.writeBuffer(machine.network.buffers.average, 0, new Float32Array(weights))
  return predictor(machine)
}

/** A network with its batches, and what runs on the device's queue. */
interface Machine {
  readonly network: GpuNetwork
  readonly batches: GpuBatches
  /** Whether the input table belongs to the averaged weights as they are now. */
  tableOfAverage: boolean
  /** One pass, one submit, with the weights that learn or their average; for the output columns of a unit, or all. */
  submit(weights: 'theta' | 'average', dispatches: readonly Dispatch[], rows: number, unit?: number): void
  /** What waits for the device, one after the other: there is one buffer to read through. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Copies at once, as things stand in the queue; only in turn. `clears`: sets to 0 what was read. */
  read(from: GPUBuffer, offset: number, bytes: number, clears?: boolean): Promise<Float32Array>
  dispose(): void
}

async function openMachine(gpu: GpuDevice, plan: AnyOrderPlan, rows: number, training: boolean): Promise<Machine> {
  const network = await openGpuNetwork(gpu, plan, rows, training)
  const batches = await openGpuBatches(network)
  const { device } = gpu
  const { readback } = network.buffers
  const places = device.createBindGroup({
    layout: gpu.groupLayouts.place,
    entries: [{ binding: 0, resource: { buffer: network.buffers.places, size: 16 } }],
  })
  let bound: ({ readonly codes: GPUBuffer } & ReturnType<typeof bindGroups>) | undefined
  const bind = () => {
    const codes = batches.codes()
    if (bound?.codes !== codes) bound = { codes, ...bindGroups(network, codes) }
    return bound
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    network,
    batches,
    tableOfAverage: false,
    submit(weights, dispatches, rows, unit) {
      const [, columns] = columnRange(plan, unit)
      const groups = bind()
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      for (const { block, group, pipeline, workgroups } of dispatches) {
        pass.setBindGroup(0, group === 'drawing' ? groups.drawing : groups[weights])
        pass.setBindGroup(1, places, [(block < plan.blocks ? block : placeOf(plan, unit)) * placeStride])
        pass.setPipeline(pipeline)
        pass.dispatchWorkgroups(...workgroups(rows, columns))
      }
      pass.end()
      device.queue.submit([encoder.finish()])
    },
    inTurn(work) {
      const working = last.then(work)
      last = working.catch(() => {})
      return working
    },
    async read(from, offset, bytes, clears = false) {
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(from, offset, readback, 0, bytes)
      if (clears) encoder.clearBuffer(from, offset, bytes)
      device.queue.submit([encoder.finish()])
      await readback.mapAsync(mapForReading, 0, bytes)
      const values = new Float32Array(readback.getMappedRange(0, bytes).slice(0))
      readback.unmap()
      return values
    },
    dispose() {
      network.dispose()
      batches.dispose()
    },
  }
}

/** `average` binds the averaged weights where shaders look for those that learn; so does `drawing`, which writes codes. */
function bindGroups({ gpu, buffers }: GpuNetwork, codes: GPUBuffer) {
  const { theta, gradient, moments, average, arena, facts, batch } = buffers
  const group = (weights: GPUBuffer, other: GPUBuffer, kind: 'shared' | 'drawing' = 'shared') =>
    gpu.device.createBindGroup({
      layout: gpu.groupLayouts[kind],
      entries: [weights, gradient, moments, other, arena, facts, batch, codes].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    })
  return { theta: group(theta, average), average: group(average, theta), drawing: group(average, theta, 'drawing') }
}

function predictor(machine: Machine): Predictor {
  const { network, batches } = machine
  const { layout, dispatches, buffers } = network
  const { plan, at } = layout
  const units = plan.units.length
  /** The input table's dispatch, where the averaged weights have changed. */
  const newTable = () => {
    const table = machine.tableOfAverage ? [] : dispatches.table
    machine.tableOfAverage = true
    return table
  }
  /** A part of a batch through the averaged weights: `floats` floats of the arena from `offset` on. */
  const ask = (part: Batch, unit: number | undefined, last: readonly Dispatch[], offset: number, floats: number) =>
    machine.inTurn(() => {
      batches.ask(part)
      machine.submit('average', [...newTable(), ...dispatches.forward, ...last], part.rows, unit)
      return machine.read(buffers.arena, 4 * offset, 4 * floats)
    })
  /** One upload, a submit per turn, and one look at the end. */
  const drawPart = (known: Int32Array, rows: number, turns: readonly DrawTurn[]) =>
    machine.inTurn(async () => {
      batches.draw(known, rows, turns)
      for (const { unit } of turns) {
        machine.submit('average', [...newTable(), ...dispatches.forward, ...dispatches.draw], rows, unit)
      }
      const drawn = new Uint16Array((await machine.read(batches.codes(), 0, batches.givenBytes)).buffer)
      const stride = upTo(layout.rows, 2)
      for (const { unit } of turns) for (let r = 0; r < rows; r++) known[r * units + unit] = drawn[unit * stride + r]!
    })
  const nothingAsked = new Int32Array(layout.logitRows * units).fill(-1)
  const noWeights = new Float32Array(layout.logitRows)
  return {
    async conditional(known, rows, unit) {
      const stride = upTo(plan.units[unit]!.size, 4)
      const values = new Float32Array(rows * stride)
      for (let from = 0; from < rows; from += layout.logitRows) {
        const count = Math.min(layout.logitRows, rows - from)
        const part = known.subarray(from * units, (from + count) * units)
        const question = { rows: count, known: part, asked: nothingAsked, weights: noWeights }
        values.set(await ask(question, unit, dispatches.logits, at.LOGITS, count * stride), from * stride)
      }
      return { values, stride }
    },
    async draw(known, rows, turns) {
      for (let from = 0; from < rows; from += layout.logitRows) {
        const count = Math.min(layout.logitRows, rows - from)
        await drawPart(known.subarray(from * units, (from + count) * units), count, turns)
      }
    },
    async evaluate(batch) {
      let loss = 0
      for (let from = 0; from < batch.rows; from += layout.rows) {
        const part = sliceBatch(batch, from, Math.min(layout.rows, batch.rows - from))
        const parts = Math.ceil(part.rows / chunkRows) * units
        loss += (await ask(part, undefined, dispatches.softmax, at.LOSS_PARTS, parts)).reduce(
          (sum, own) => sum + own,
          0,
        )
      }
      return loss
    },
    dispose: () => machine.dispose(),
  }
}
