import { rowFactor } from '../core/dp/row-bound'
import { fourierFeatures } from '../core/nets/any-order-plan'
import { clearedBiases } from './wasm-gradient'
import type { Chunk, WasmNetwork } from './wasm-network'

/**
 * Scales what `backwardRows` left of each row so that the row's gradient over all parameters is no longer than `most`.
 * The norm needs no gradient of the row's own ("ghost norms": Goodfellow 2015, arXiv 1510.01799; Li et al. 2022,
 * arXiv 2110.05679): a product's gradient is the outer product of its input and its output's gradient, so their norms
 * multiply. Every gradient is linear in what is scaled. For plans without dropout and cosines: a column of z per code.
 */
export function boundRows(network: WasmNetwork, chunk: Chunk, most: number): void {
  const factors = rowSquares(network, chunk).map((square) => rowFactor(square, most))
  const { memory, plan, arena } = network
  const { stream, blocks, dLast } = arena.training!
  for (const at of [...stream, ...blocks.flatMap(({ dh, dy }) => [dh, dy]), dLast]) {
    scaleRows(rowsAt(network, at, plan.width, chunk), factors)
  }
  scaleRows(rowsAt(network, arena.z, plan.columns, chunk), factors)
  const dBias = clearedBiases(network, arena.training!, chunk)
  memory.kernels.columnSum(chunk.rows, plan.codes, plan.columns, arena.z + 4 * chunk.from * plan.columns, dBias)
}

/** `[rows]`: squared norm of each row's gradient, over all parameters. */
function rowSquares(network: WasmNetwork, chunk: Chunk): Float64Array {
  const { plan, arena } = network
  const { stream, blocks, dLast } = arena.training!
  const layer = (at: number) => rowSums(rowsAt(network, at, plan.width, chunk), chunk.rows)
  const squares = inputSquares(network, chunk)
  const add = (dOut: Float64Array, inputs: Float64Array) => {
    for (let r = 0; r < squares.length; r++) squares[r]! += dOut[r]! * (1 + inputs[r]!)
  }
  const norm = (dy: number, normal: number) => {
    const [d, n] = [rowsAt(network, dy, plan.width, chunk), rowsAt(network, normal, plan.width, chunk)]
    const gains = rowSums(
      d.map((value, i) => value * n[i]!),
      chunk.rows,
    )
    rowSums(d, chunk.rows).forEach((biases, r) => {
      squares[r]! += gains[r]! + biases
    })
  }
  blocks.forEach(({ dh, dy }, b) => {
    const { normal, y, act } = arena.blocks[b]!
    add(layer(stream[b + 1]!), layer(act))
    add(layer(dh), layer(y))
    norm(dy, normal)
  })
  norm(dLast, arena.last.normal)
  add(rowSums(rowsAt(network, arena.z, plan.columns, chunk), chunk.rows), layer(arena.last.act))
  return squares
}

/** The residual stream's gradient reaches the bias, and of each known code its row, its flag and its waves. */
function inputSquares(network: WasmNetwork, chunk: Chunk): Float64Array {
  const { memory, plan, arena } = network
  const { from, rows } = chunk
  const units = plan.units.length
  const stream = rowsAt(network, arena.training!.stream[0]!, plan.width, chunk)
  const known = memory.ints(arena.known + 4 * from * units, rows * units)
  const waves = memory.floats(arena.waves, plan.codes * fourierFeatures)
  return rowSums(stream, rows).map((square, r) => {
    let inputs = 1
    for (let u = 0; u < units; u++) {
      const code = known[r * units + u]!
      if (code < 0) continue
      inputs += 2
      if (plan.units[u]!.firstWave < 0) continue
      for (let k = code * fourierFeatures; k < (code + 1) * fourierFeatures; k++) inputs += waves[k]! ** 2
    }
    return square * inputs
  })
}

/** A view. */
function rowsAt({ memory }: WasmNetwork, at: number, width: number, { from, rows }: Chunk): Float32Array {
  return memory.floats(at + 4 * from * width, rows * width)
}

/** `[rows]`: each row's sum of squares. */
function rowSums(cells: Float32Array, rows: number): Float64Array {
  const width = cells.length / rows
  const sums = new Float64Array(rows)
  for (let r = 0, i = 0; r < rows; r++) {
    let sum = 0
    for (const end = i + width; i < end; i++) sum += cells[i]! * cells[i]!
    sums[r] = sum
  }
  return sums
}

function scaleRows(cells: Float32Array, factors: Float64Array): void {
  const width = cells.length / factors.length
  factors.forEach((factor, r) => {
    if (factor === 1) return
    const own = cells.subarray(r * width, (r + 1) * width)
    // Zero times what is no number would not be zero.
    if (factor === 0) own.fill(0)
    else for (let i = 0; i < width; i++) own[i]! *= factor
  })
}
