import { columnsOf, fourierFeatures, type Parameter } from '../core/nets/any-order-plan'
import { dropoutThreshold } from '../core/nets/dropout'
import { type Arena, bandColumns, chunkRows, type NetworkPlan, unitBytes } from './wasm-arena'
import type { WasmMemory } from './wasm-kernels'

/** A network in memory as one thread sees it: its plan, its places, and the kernels that work on both. */
export interface WasmNetwork {
  readonly memory: WasmMemory
  readonly plan: NetworkPlan
  readonly arena: Arena
  /** Memory that this thread alone writes to. */
  readonly scratch: number
}

/** Rows `from` … `from + rows − 1` of a batch. */
export interface Chunk {
  readonly index: number
  readonly from: number
  readonly rows: number
}

export function chunkAt(index: number, allRows: number): Chunk {
  const from = index * chunkRows
  return { index, from, rows: Math.min(chunkRows, allRows - from) }
}

/** Columns `from` … `from + columns − 1` of a matrix. */
export interface Band {
  readonly from: number
  readonly columns: number
}

export function bandsOf(columns: number): Band[] {
  return Array.from({ length: Math.ceil(columns / bandColumns) }, (_, i) => {
    const from = i * bandColumns
    return { from, columns: Math.min(bandColumns, columns - from) }
  })
}

/** Address of a parameter in the flat array that starts at `base`. */
export const at = (base: number, parameter: Parameter) => base + 4 * parameter.offset

/** Some columns of the input table of the weights at `base`: one-hot weights + the unit's flag + Fourier features · theirs. */
export function buildTable({ memory, plan, arena, scratch }: WasmNetwork, base: number, band: Band): void {
  const { kernels } = memory
  const { parameters, width } = plan
  const left = 4 * band.from
  plan.units.forEach((unit, u) => {
    const rows = arena.table + 4 * unit.firstCode * width + left
    const weights = at(base, parameters.codeTable) + 4 * unit.firstCode * width + left
    const flag = at(base, parameters.flags) + 4 * u * width + left
    kernels.addRow(unit.size, band.columns, width, weights, flag, rows)
    if (unit.firstWave < 0) return
    const waves = arena.waves + 4 * unit.firstCode * fourierFeatures
    const waveWeights = at(base, parameters.waves) + 4 * unit.firstWave * width + left
    const size = [unit.size, band.columns, fourierFeatures] as const
    kernels.matmul(...size, waves, fourierFeatures, 0, waveWeights, width, 0, rows, width, 0, 1, scratch)
  })
}

/**
 * From the known codes to the last hidden layer, by the packed matrices and the other weights at `base`. In training the
 * activations' inputs become their slopes, which is what the way back needs of them.
 */
export function forwardTrunk({ memory, plan, arena, scratch }: WasmNetwork, base: number, chunk: Chunk): void {
  const { kernels } = memory
  const { parameters, width, blocks, units } = plan
  const { from, rows } = chunk
  const row = 4 * from * width
  const product = [rows, width, width] as const
  const x = arena.x + row
  const gelu = base === arena.training?.theta ? kernels.geluWithSlope : kernels.gelu
  const known = arena.known + 4 * from * units.length
  kernels.embed(rows, units.length, width, arena.table, known, at(base, parameters.inputBias), x)
  for (let b = 0; b < blocks; b++) {
    const p = parameters.blocks[b]!
    const cell = arena.blocks[b]!
    const { inner, outer } = arena.packed.blocks[b]!
    const [y, pre, act] = [cell.y + row, cell.pre + row, cell.act + row]
    const norm = [at(base, p.normGain), at(base, p.normBias), cell.normal + row, cell.scale + 4 * from, y] as const
    kernels.layerNorm(rows, width, x, ...norm)
    kernels.matmulPacked(...product, y, width, inner, pre, width, at(base, p.innerBias), 0, scratch)
    gelu(rows * width, pre, act)
    kernels.matmulPacked(...product, act, width, outer, x, width, at(base, p.outerBias), 1, scratch)
  }
  const { last } = arena
  const norm = [at(base, parameters.normGain), at(base, parameters.normBias), last.normal + row] as const
  kernels.layerNorm(rows, width, x, ...norm, last.scale + 4 * from, last.y + row)
  gelu(rows * width, last.y + row, last.act + row)
}

/** Output columns of all units for the last hidden layer. */
export function forwardOutput({ memory, plan, arena, scratch }: WasmNetwork, { from, rows }: Chunk): void {
  const { width, columns } = plan
  const [act, z] = [arena.last.act + 4 * from * width, arena.z + 4 * from * columns]
  memory.kernels.matmulPacked(rows, columns, width, act, width, arena.packed.output, z, columns, 0, 0, scratch)
}

/** Keeps the chunk's loss; with `dBias`, z becomes ∂L/∂z and the output bias' gradient is added there. */
export function softmaxLoss(network: WasmNetwork, base: number, chunk: Chunk, dBias: number | undefined): void {
  const { memory, plan, arena, scratch } = network
  const { index, from, rows } = chunk
  const units = plan.units.length
  const bias = at(base, plan.parameters.outputBias)
  const constants = [arena.basis, arena.free, scratch, dBias === undefined ? 0 : 1] as const
  const [z, asked] = [arena.z + 4 * from * plan.columns, arena.asked + 4 * from * units]
  const data = [arena.layout, z, plan.columns, asked, arena.weights + 4 * from] as const
  memory.doubles(arena.losses, index + 1)[index] = memory.kernels.softmaxLoss(
    ...[rows, units, ...data],
    ...[bias, dBias ?? 0, ...constants],
  )
}

/** Logits of one unit for the last hidden layer, `[rows, size padded to 4]` at `arena.logits`. */
export function unitLogits(network: WasmNetwork, base: number, { from, rows }: Chunk, u: number): void {
  const { memory, plan, arena, scratch } = network
  const { width, columns, parameters } = plan
  const unit = plan.units[u]!
  const first = unit.firstColumn & ~7 // packed panels have 8 columns
  const own = unit.firstColumn + columnsOf(unit) - first
  const packed = arena.packed.output + 4 * first * width
  const [act, z] = [arena.last.act + 4 * from * width, arena.z + 4 * from * columns]
  memory.kernels.matmulPacked(rows, own, width, act, width, packed, z, columns, 0, 0, scratch)
  const out = arena.logits + 4 * from * ((unit.size + 3) & ~3)
  const constants = [at(base, parameters.outputBias), arena.basis, arena.free, out] as const
  const left = 4 * (unit.firstColumn - first)
  memory.kernels.unitLogits(rows, arena.layout + u * unitBytes, z + left, columns, ...constants)
}

/** Drops inputs of the output layer, or their gradients, in place. */
export function dropHidden({ memory, plan }: WasmNetwork, where: number, { from, rows }: Chunk, seed: number): void {
  const { dropout, width } = plan
  if (dropout === 0) return
  const first = (seed + from * width) >>> 0 // elements count on through the batch
  memory.kernels.dropout(rows * width, where + 4 * from * width, first, dropoutThreshold(dropout), 1 / (1 - dropout))
}
