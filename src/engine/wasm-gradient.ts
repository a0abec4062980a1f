import { fourierFeatures } from '../core/nets/any-order-plan'
import { at, dropHidden, type WasmNetwork } from './wasm-network'

/** Backpropagation by hand, from ∂L/∂z on the heap to the gradient of all parameters. */
export function backward(network: WasmNetwork, rows: number, dropoutSeed: number): void {
  const { heap, plan, arena } = network
  const { kernels } = heap
  const { width, columns, parameters } = plan
  const { theta, gradient, dx, dh } = arena.training!
  const { last } = arena
  const dOutput = at(gradient, parameters.output)
  const pack = [0, 0, arena.pack] as const
  kernels.matmul(width, columns, rows, last.act, width, 1, arena.z, columns, 0, dOutput, columns, ...pack)
  const output = at(theta, parameters.output)
  kernels.matmul(rows, width, columns, arena.z, columns, 0, output, columns, 1, dh, width, ...pack)
  dropHidden(network, dh, rows, dropoutSeed)
  kernels.geluGradient(rows * width, last.y, dh)
  heap.floats(dx, rows * width).fill(0)
  const dNorm = [at(gradient, parameters.normGain), at(gradient, parameters.normBias)] as const
  kernels.layerNormGradient(rows, width, dh, last.normal, last.scale, at(theta, parameters.normGain), dx, ...dNorm)
  for (let b = plan.blocks - 1; b >= 0; b--) backwardBlock(network, rows, b)
  backwardInput(network, rows)
}

/** Adds to dx what flows through the block; dx itself passes by. */
function backwardBlock({ heap: { kernels }, plan, arena }: WasmNetwork, rows: number, b: number): void {
  const { width, parameters } = plan
  const { theta, gradient, dx, dh, dy } = arena.training!
  const p = parameters.blocks[b]!
  const cell = arena.blocks[b]!
  const pack = [0, 0, arena.pack] as const
  kernels.matmul(width, width, rows, cell.act, width, 1, dx, width, 0, at(gradient, p.outer), width, ...pack)
  kernels.columnSum(rows, width, dx, at(gradient, p.outerBias))
  kernels.matmul(rows, width, width, dx, width, 0, at(theta, p.outer), width, 1, dh, width, ...pack)
  kernels.geluGradient(rows * width, cell.pre, dh)
  kernels.matmul(width, width, rows, cell.y, width, 1, dh, width, 0, at(gradient, p.inner), width, ...pack)
  kernels.columnSum(rows, width, dh, at(gradient, p.innerBias))
  kernels.matmul(rows, width, width, dh, width, 0, at(theta, p.inner), width, 1, dy, width, ...pack)
  const dNorm = [at(gradient, p.normGain), at(gradient, p.normBias)] as const
  kernels.layerNormGradient(rows, width, dy, cell.normal, cell.scale, at(theta, p.normGain), dx, ...dNorm)
}

/** The table is linear in one-hot code, flag and Fourier features, so its gradient gives theirs. */
function backwardInput({ heap, plan, arena }: WasmNetwork, rows: number): void {
  const { kernels } = heap
  const { width, parameters, units } = plan
  const { gradient, dx } = arena.training!
  const dTable = at(gradient, parameters.codeTable)
  kernels.columnSum(rows, width, dx, at(gradient, parameters.inputBias))
  heap.floats(dTable, plan.codes * width).fill(0)
  kernels.embedGradient(rows, units.length, width, dx, arena.known, dTable)
  units.forEach((unit, u) => {
    const dRows = dTable + 4 * unit.firstCode * width
    kernels.columnSum(unit.size, width, dRows, at(gradient, parameters.flags) + 4 * u * width)
    if (unit.firstWave < 0) return
    const waves = arena.waves + 4 * unit.firstCode * fourierFeatures
    const dWaves = at(gradient, parameters.waves) + 4 * unit.firstWave * width
    const size = [fourierFeatures, width, unit.size] as const
    kernels.matmul(...size, waves, fourierFeatures, 1, dRows, width, 0, dWaves, width, 0, 0, arena.pack)
  })
}
