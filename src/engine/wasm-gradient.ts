import { fourierFeatures, type Parameter } from '../core/nets/any-order-plan'
import { chunkRows, type Training } from './wasm-arena'
import { at, type Band, bandsOf, type Chunk, dropHidden, type WasmNetwork } from './wasm-network'

/** Backpropagation of some rows, from ∂L/∂z down to the residual stream at the input; weights' gradients come after. */
export function backwardRows(network: WasmNetwork, chunk: Chunk, dropoutSeed: number): void {
  const { memory, plan, arena, scratch } = network
  const { kernels } = memory
  const { width, columns, parameters, blocks } = plan
  const { theta, packed, stream, dLast } = arena.training!
  const { from, rows } = chunk
  const row = 4 * from * width
  const z = arena.z + 4 * from * columns
  kernels.matmulPacked(rows, width, columns, z, columns, packed.output, dLast + row, width, 0, 0, scratch)
  dropHidden(network, dLast, chunk, dropoutSeed)
  kernels.multiply(rows * width, dLast + row, arena.last.y + row)
  const top = stream[blocks]! + row
  kernels.clear(1, rows * width, 0, top)
  const { normal, scale } = arena.last
  const saved = [normal + row, scale + 4 * from] as const
  kernels.layerNormGradient(rows, width, dLast + row, ...saved, at(theta, parameters.normGain), top, top)
  for (let b = blocks - 1; b >= 0; b--) backwardBlock(network, chunk, b)
}

/** What leaves the block at its input: what came in, and what flows through its layers. */
function backwardBlock({ memory, plan, arena, scratch }: WasmNetwork, { from, rows }: Chunk, b: number): void {
  const { kernels } = memory
  const { width, parameters } = plan
  const { theta, packed, stream, blocks } = arena.training!
  const cell = arena.blocks[b]!
  const row = 4 * from * width
  const [dh, dy] = [blocks[b]!.dh + row, blocks[b]!.dy + row]
  const [above, below] = [stream[b + 1]! + row, stream[b]! + row]
  const { inner, outer } = packed.blocks[b]!
  kernels.matmulPacked(rows, width, width, above, width, outer, dh, width, 0, 0, scratch)
  kernels.multiply(rows * width, dh, cell.pre + row)
  kernels.matmulPacked(rows, width, width, dh, width, inner, dy, width, 0, 0, scratch)
  const saved = [cell.normal + row, cell.scale + 4 * from] as const
  kernels.layerNormGradient(rows, width, dy, ...saved, at(theta, parameters.blocks[b]!.normGain), above, below)
}

/** Gradients of all parameters from what `backwardRows` left, as tasks that touch different ones. Argument: rows. */
export function gradientTasks(network: WasmNetwork): ((rows: number) => void)[] {
  const { plan, arena } = network
  const { parameters, width, columns, blocks } = plan
  const { stream, blocks: hidden, dLast } = arena.training!
  const tasks = bandsOf(width).map((band) => (rows: number) => inputGradient(network, rows, band))
  for (const band of bandsOf(columns)) {
    tasks.push((rows) => productGradient(network, rows, arena.last.act, arena.z, parameters.output, band))
  }
  for (let b = 0; b < blocks; b++) {
    const p = parameters.blocks[b]!
    const cell = arena.blocks[b]!
    const { dh, dy } = hidden[b]!
    for (const band of bandsOf(width)) {
      tasks.push((rows) => {
        productGradient(network, rows, cell.act, stream[b + 1]!, p.outer, band)
        biasGradient(network, rows, stream[b + 1]!, p.outerBias, band)
      })
      tasks.push((rows) => {
        productGradient(network, rows, cell.y, dh, p.inner, band)
        biasGradient(network, rows, dh, p.innerBias, band)
        normGradient(network, rows, dy, cell.normal, p, band)
      })
    }
  }
  for (const band of bandsOf(width)) {
    tasks.push((rows) => normGradient(network, rows, dLast, arena.last.normal, parameters, band))
  }
  tasks.push((rows) => outputBiasGradient(network, rows))
  return tasks
}

/** dW = xᵀ · dy; `x`: `[rows, width]`, `dy`: `[rows, columns of W]`. */
function productGradient(
  { memory, plan, arena, scratch }: WasmNetwork,
  rows: number,
  x: number,
  dy: number,
  matrix: Parameter,
  { from, columns }: Band,
): void {
  const { width } = plan
  const stride = matrix.columns
  const out = at(arena.training!.gradient, matrix) + 4 * from
  const left = [x, width, 1] as const
  memory.kernels.matmul(width, columns, rows, ...left, dy + 4 * from, stride, 0, out, stride, 0, 0, scratch)
}

function biasGradient({ memory, plan, arena }: WasmNetwork, rows: number, dy: number, bias: Parameter, band: Band) {
  const left = 4 * band.from
  const out = at(arena.training!.gradient, bias) + left
  memory.kernels.columnSum(rows, band.columns, plan.width, dy + left, out)
}

function normGradient(
  { memory, plan, arena }: WasmNetwork,
  rows: number,
  dy: number,
  normal: number,
  { normGain, normBias }: { readonly normGain: Parameter; readonly normBias: Parameter },
  band: Band,
): void {
  const { gradient } = arena.training!
  const left = 4 * band.from
  const out = [at(gradient, normGain) + left, at(gradient, normBias) + left] as const
  memory.kernels.normGradient(rows, band.columns, plan.width, dy + left, normal + left, ...out)
}

/** The table is linear in one-hot code, flag and Fourier features, so its gradient gives theirs. */
function inputGradient({ memory, plan, arena, scratch }: WasmNetwork, rows: number, { from, columns }: Band): void {
  const { kernels } = memory
  const { width, parameters, units } = plan
  const { gradient, stream } = arena.training!
  const left = 4 * from
  const dx = stream[0]! + left
  const dTable = at(gradient, parameters.codeTable) + left
  kernels.columnSum(rows, columns, width, dx, at(gradient, parameters.inputBias) + left)
  kernels.clear(plan.codes, columns, width, dTable)
  kernels.embedGradient(rows, units.length, columns, width, dx, arena.known, dTable)
  units.forEach((unit, u) => {
    const dRows = dTable + 4 * unit.firstCode * width
    kernels.columnSum(unit.size, columns, width, dRows, at(gradient, parameters.flags) + 4 * u * width + left)
    if (unit.firstWave < 0) return
    const waves = arena.waves + 4 * unit.firstCode * fourierFeatures
    const dWaves = at(gradient, parameters.waves) + 4 * unit.firstWave * width + left
    const size = [fourierFeatures, columns, unit.size] as const
    kernels.matmul(...size, waves, fourierFeatures, 1, dRows, width, 0, dWaves, width, 0, 0, scratch)
  })
}

/** The chunks' shares, in their order. */
function outputBiasGradient({ memory, plan, arena }: WasmNetwork, rows: number): void {
  const { gradient, biases } = arena.training!
  const chunks = Math.ceil(rows / chunkRows)
  const out = at(gradient, plan.parameters.outputBias)
  memory.kernels.columnSum(chunks, plan.codes, plan.codes, biases, out)
}

/** Where a chunk adds its share of the output bias' gradient; cleared. */
export function clearedBiases({ memory, plan }: WasmNetwork, { biases }: Training, { index }: Chunk): number {
  const own = biases + 4 * index * plan.codes
  memory.kernels.clear(1, plan.codes, 0, own)
  return own
}
