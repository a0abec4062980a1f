import type { Random } from '../random'
import { type Parameter, upTo } from './any-order-plan'
import type { TrainerState } from './engine'

/**
 * The velocity network of a flow: a residual trunk over rows of numbers that knows time and labels.
 * Condition: c = gelu(times · T + t + the sum of the table's rows of the codes). Trunk: x = inputs · I + i, then per block
 * x + W₂ · gelu(W₁ · norm(x) + w₁ + C · c) + w₂. Output: norm(x) · O + o. The condition reaches each hidden layer as a sum
 * (an additive form of FiLM, Perez et al. 2018), so that everything is a dense product.
 */
export interface VelocityPlan extends VelocitySizes {
  readonly parameters: VelocityParameters
}

export interface VelocitySizes {
  /** Numbers of a row that goes in; a multiple of 4. */
  readonly inputs: number
  /** Numbers of a row that comes out; a multiple of 8. */
  readonly outputs: number
  /** Of the trunk; a multiple of 8. */
  readonly width: number
  /** Of the blocks' hidden layers; a multiple of 8. */
  readonly hidden: number
  readonly blocks: number
  /** Width of the condition; a multiple of 8. */
  readonly condition: number
  /** Features of time per row; a multiple of 4. */
  readonly times: number
  /** Codes per row. */
  readonly slots: number
  /** Different codes of all slots. */
  readonly codes: number
}

/** As flat arrays hold them; weight decay applies before `decayed`. */
export interface VelocityParameters {
  readonly length: number
  readonly decayed: number
  /** `[inputs, width]` */
  readonly input: Parameter
  readonly inputBias: Parameter
  /** `[times, condition]` */
  readonly time: Parameter
  readonly timeBias: Parameter
  /** `[codes, condition]` */
  readonly table: Parameter
  readonly blocks: readonly VelocityBlock[]
  readonly normGain: Parameter
  readonly normBias: Parameter
  /** `[width, outputs]` */
  readonly output: Parameter
  readonly outputBias: Parameter
}

export interface VelocityBlock {
  readonly normGain: Parameter
  readonly normBias: Parameter
  /** `[width, hidden]` */
  readonly inner: Parameter
  readonly innerBias: Parameter
  /** `[condition, hidden]` */
  readonly gate: Parameter
  /** `[hidden, width]` */
  readonly outer: Parameter
  readonly outerBias: Parameter
}

export function planVelocity(sizes: VelocitySizes): VelocityPlan {
  const { inputs, outputs, width, hidden, condition, times, codes } = sizes
  let length = 0
  const take = (rows: number, columns: number): Parameter => {
    const offset = length
    length += upTo(rows * columns, 64)
    return { offset, rows, columns }
  }
  const input = take(inputs, width)
  const time = take(times, condition)
  const matrices = Array.from({ length: sizes.blocks }, () => ({
    inner: take(width, hidden),
    gate: take(condition, hidden),
    outer: take(hidden, width),
  }))
  const output = take(width, outputs)
  const decayed = length
  const rest = { table: take(codes, condition), inputBias: take(1, width), timeBias: take(1, condition) }
  const blocks = matrices.map((three) => ({
    ...three,
    normGain: take(1, width),
    normBias: take(1, width),
    innerBias: take(1, hidden),
    outerBias: take(1, width),
  }))
  const last = { normGain: take(1, width), normBias: take(1, width), outputBias: take(1, outputs) }
  return { ...sizes, parameters: { length, decayed, input, time, blocks, output, ...rest, ...last } }
}

/** Matrices uniform in ±1/√(rows), labels N(0, 0.1²), gains 1, the output 0: the network starts as no correction at all. */
export function startVelocity({ parameters }: VelocityPlan, random: Random): TrainerState {
  const weights = new Float32Array(parameters.length)
  const uniform = ({ offset, rows, columns }: Parameter) => {
    const bound = 1 / Math.sqrt(rows)
    for (let i = offset; i < offset + rows * columns; i++) weights[i] = bound * (2 * random.uniform() - 1)
  }
  const ones = ({ offset, columns }: Parameter) => weights.fill(1, offset, offset + columns)
  uniform(parameters.input)
  uniform(parameters.time)
  for (const block of parameters.blocks) {
    for (const matrix of [block.inner, block.gate, block.outer]) uniform(matrix)
    ones(block.normGain)
  }
  ones(parameters.normGain)
  const { offset, rows, columns } = parameters.table
  for (let i = offset; i < offset + rows * columns; i++) weights[i] = 0.1 * random.normal()
  const zeros = () => new Float32Array(parameters.length)
  return { weights, first: zeros(), second: zeros(), average: weights.slice() }
}
