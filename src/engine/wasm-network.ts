import { type AnyOrderPlan, columnsOf, fourierFeatures, type Parameter } from '../core/nets/any-order-plan'
import { dropoutThreshold } from '../core/nets/dropout'
import type { Batch } from '../core/nets/engine'
import type { Arena } from './wasm-arena'
import { unitBytes } from './wasm-arena'
import type { WasmHeap } from './wasm-heap'

/** A network on the heap: its plan, its memory, and the kernels that work on both. */
export interface WasmNetwork {
  readonly heap: WasmHeap
  readonly plan: AnyOrderPlan
  readonly arena: Arena
}

/** Address of a parameter in the flat array that starts at `base`. */
export const at = (base: number, parameter: Parameter) => base + 4 * parameter.offset

/** Copies a batch to the heap; codes become rows of the input table. */
export function loadBatch(network: WasmNetwork, batch: Batch): void {
  const { heap, arena } = network
  loadKnown(network, batch.known, 0, batch.rows)
  heap.ints(arena.asked, batch.asked.length).set(batch.asked)
  heap.floats(arena.weights, batch.rows).set(batch.weights.subarray(0, batch.rows))
}

/** Copies the codes of `rows` rows from row `from` on. */
export function loadKnown({ heap, plan, arena }: WasmNetwork, known: Int32Array, from: number, rows: number): void {
  const { units } = plan
  const to = heap.ints(arena.known, rows * units.length)
  for (let i = 0, u = 0; i < to.length; i++) {
    const code = known[from * units.length + i]!
    to[i] = code < 0 ? -1 : units[u]!.firstCode + code
    if (++u === units.length) u = 0
  }
}

/** The input table of the weights at `base`: one-hot weights + flag of the unit + Fourier features · their weights. */
export function buildTable({ heap: { kernels }, plan, arena }: WasmNetwork, base: number): void {
  const { parameters, width } = plan
  plan.units.forEach((unit, u) => {
    const rows = arena.table + 4 * unit.firstCode * width
    const weights = at(base, parameters.codeTable) + 4 * unit.firstCode * width
    kernels.addRow(unit.size, width, weights, at(base, parameters.flags) + 4 * u * width, rows)
    if (unit.firstWave < 0) return
    const waves = arena.waves + 4 * unit.firstCode * fourierFeatures
    const waveWeights = at(base, parameters.waves) + 4 * unit.firstWave * width
    const size = [unit.size, width, fourierFeatures] as const
    kernels.matmul(...size, waves, fourierFeatures, 0, waveWeights, width, 0, rows, width, 0, 1, arena.pack)
  })
}

/** From the known codes on the heap to the last hidden layer, by the weights at `base`. */
export function forwardTrunk({ heap: { kernels }, plan, arena }: WasmNetwork, base: number, rows: number): void {
  const { parameters, width, blocks, units } = plan
  const product = [rows, width, width] as const
  kernels.embed(rows, units.length, width, arena.table, arena.known, at(base, parameters.inputBias), arena.x)
  for (let b = 0; b < blocks; b++) {
    const p = parameters.blocks[b]!
    const cell = arena.blocks[b]!
    const norm = [at(base, p.normGain), at(base, p.normBias), cell.normal, cell.scale, cell.y] as const
    kernels.layerNorm(rows, width, arena.x, ...norm)
    const inner = [at(base, p.inner), width, 0, cell.pre, width, at(base, p.innerBias)] as const
    kernels.matmul(...product, cell.y, width, 0, ...inner, 0, arena.pack)
    kernels.gelu(rows * width, cell.pre, cell.act)
    const outer = [at(base, p.outer), width, 0, arena.x, width, at(base, p.outerBias)] as const
    kernels.matmul(...product, cell.act, width, 0, ...outer, 1, arena.pack)
  }
  const { last } = arena
  const gain = at(base, parameters.normGain)
  kernels.layerNorm(rows, width, arena.x, gain, at(base, parameters.normBias), last.normal, last.scale, last.y)
  kernels.gelu(rows * width, last.y, last.act)
}

/** Output columns of all units for the last hidden layer. */
export function forwardOutput({ heap: { kernels }, plan, arena }: WasmNetwork, base: number, rows: number): void {
  const { width, columns, parameters } = plan
  const weights = at(base, parameters.output)
  const out = [arena.z, columns, 0, 0, arena.pack] as const
  kernels.matmul(rows, columns, width, arena.last.act, width, 0, weights, columns, 0, ...out)
}

/** The batch's loss; with gradients, z becomes ∂L/∂z and the output bias' gradient is written. */
export function softmaxLoss(network: WasmNetwork, base: number, rows: number, dBias: number | undefined): number {
  const { heap, plan, arena } = network
  const bias = at(base, plan.parameters.outputBias)
  const constants = [arena.basis, arena.free, arena.logits, dBias === undefined ? 0 : 1] as const
  const data = [arena.layout, arena.z, plan.columns, arena.asked, arena.weights] as const
  return heap.kernels.softmaxLoss(rows, plan.units.length, ...data, bias, dBias ?? 0, ...constants)
}

/** Logits of one unit for the last hidden layer, `[rows, size padded to 4]` at `arena.logits`. */
export function unitLogits(network: WasmNetwork, base: number, rows: number, u: number): void {
  const { heap, plan, arena } = network
  const { width, columns, parameters } = plan
  const unit = plan.units[u]!
  const weights = at(base, parameters.output) + 4 * unit.firstColumn
  const own = columnsOf(unit)
  const out = [arena.z, own, 0, 0, arena.pack] as const
  heap.kernels.matmul(rows, own, width, arena.last.act, width, 0, weights, columns, 0, ...out)
  const constants = [at(base, parameters.outputBias), arena.basis, arena.free, arena.logits] as const
  heap.kernels.unitLogits(rows, arena.layout + u * unitBytes, arena.z, own, ...constants)
}

/** Drops inputs of the output layer, or their gradients, in place. */
export function dropHidden({ heap, plan }: WasmNetwork, where: number, rows: number, seed: number): void {
  const { dropout, width } = plan
  if (dropout === 0) return
  heap.kernels.dropout(rows * width, where, seed, dropoutThreshold(dropout), 1 / (1 - dropout))
}
