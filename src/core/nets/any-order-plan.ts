import type { Unit } from '../encoders/encoder'

/**
 * The any-order network: one residual trunk that predicts every unknown unit from any set of known ones.
 * Input: a row of a table per known code, the sum of which is linear in (one-hot code, observed flag, Fourier features
 * of the rank). Trunk: x + W₂·gelu(W₁·norm(x) + b₁) + b₂. Output: gelu(norm(x)) · W, one column per code, or, for binned
 * numbers, coefficients of a cosine basis over the bins; and a bias per code.
 * Relatives: NADE (Uria et al. 2016), TabMT (arXiv 2312.06089), MaCoDE (arXiv 2405.20602).
 */
export interface AnyOrderPlan {
  readonly units: readonly PlanUnit[]
  /** Of the trunk; a multiple of 8. */
  readonly width: number
  readonly blocks: number
  /** Share of the last layer's inputs that are dropped in training. */
  readonly dropout: number
  /** Rows of the input table, and output biases: all units' codes, each unit padded to a multiple of 4. */
  readonly codes: number
  /** Columns of the output matrix; each unit is padded to a multiple of 4, all to a multiple of 8. */
  readonly columns: number
  /** `[codes, fourierFeatures]`: 0 for missing codes and nominal units. */
  readonly waves: Float32Array
  /** Per unit with cosines `[cosines, size padded to 4]`, at its `basisAt`; 0 for free codes. */
  readonly basis: Float32Array
  /** Codes that have an output column of their own, of units with cosines. */
  readonly free: Int32Array
  readonly parameters: Parameters
}

/** What the plan needs of a unit. */
export type UnitShape = Pick<Unit, 'size' | 'scale' | 'ranks' | 'smooth'>

export interface PlanUnit {
  readonly size: number
  /** Its first code among the plan's codes. */
  readonly firstCode: number
  /** Its first output column. */
  readonly firstColumn: number
  /** Its first row of the Fourier weights; −1 for nominal units. */
  readonly firstWave: number
  /** 0: every code has a column of its own. */
  readonly cosines: number
  readonly basisAt: number
  readonly freeAt: number
  readonly freeCount: number
}

export interface PlanSizes {
  readonly width: number
  readonly blocks: number
  readonly dropout: number
}

/** One matrix or vector in the flat parameters. */
export interface Parameter {
  readonly offset: number
  readonly rows: number
  readonly columns: number
}

export interface Parameters {
  /** Length of the flat array. */
  readonly length: number
  /** Weight decay applies before this offset. */
  readonly decayed: number
  /** `[codes, width]` */
  readonly codeTable: Parameter
  /** `[units, width]` */
  readonly flags: Parameter
  /** `[ordinal units · fourierFeatures, width]` */
  readonly waves: Parameter
  readonly inputBias: Parameter
  readonly blocks: readonly BlockParameters[]
  readonly normGain: Parameter
  readonly normBias: Parameter
  /** `[width, columns]` */
  readonly output: Parameter
  /** `[codes]` */
  readonly outputBias: Parameter
}

export interface BlockParameters {
  readonly normGain: Parameter
  readonly normBias: Parameter
  /** `[width, width]` */
  readonly inner: Parameter
  readonly innerBias: Parameter
  /** `[width, width]` */
  readonly outer: Parameter
  readonly outerBias: Parameter
}

/** sin and cos of 2^k · π · rank, k = 0 … 5. */
export const fourierFeatures = 12
const mostCosines = 24
// With fewer bins a column per bin costs no more than the basis.
const leastSmooth = 30

export function planAnyOrder(shapes: readonly UnitShape[], sizes: PlanSizes): AnyOrderPlan {
  const units: PlanUnit[] = []
  const free: number[] = []
  const basis: number[] = []
  let codes = 0
  let columns = 0
  let waves = 0
  for (const shape of shapes) {
    const cosines = cosinesOf(shape)
    const own = cosines === 0 ? [] : freeCodes(shape)
    units.push({
      size: shape.size,
      firstCode: codes,
      firstColumn: columns,
      firstWave: shape.ranks ? waves : -1,
      cosines,
      basisAt: basis.length,
      freeAt: free.length,
      freeCount: own.length,
    })
    if (cosines > 0) basis.push(...cosineBasis(shape, cosines))
    free.push(...own)
    codes += upTo(shape.size, 4)
    columns += upTo(cosines === 0 ? shape.size : cosines + own.length, 4)
    if (shape.ranks) waves += fourierFeatures
  }
  columns = upTo(columns, 8)
  return {
    units,
    ...sizes,
    codes,
    columns,
    waves: waveTable(shapes, units, codes),
    basis: Float32Array.from(basis),
    free: Int32Array.from(free),
    parameters: layOut(sizes, codes, units.length, waves, columns),
  }
}

/** Columns of a unit in the output, padded to a multiple of 4. */
export function columnsOf(unit: PlanUnit): number {
  return upTo(unit.cosines === 0 ? unit.size : unit.cosines + unit.freeCount, 4)
}

export function upTo(n: number, multiple: number): number {
  return Math.ceil(n / multiple) * multiple
}

function cosinesOf({ ranks, smooth }: UnitShape): number {
  if (!smooth || !ranks) return 0
  return smooth.reduce((sum, s) => sum + s, 0) < leastSmooth ? 0 : mostCosines
}

/** Atoms and missing codes. */
function freeCodes({ size, smooth }: UnitShape): number[] {
  return Array.from({ length: size }, (_, code) => code).filter((code) => smooth![code] === 0)
}

/** cos(zπ·rank)/√z, z = 1 … `cosines`: higher waves count less, which is what makes it smooth. */
function cosineBasis({ size, ranks, smooth }: UnitShape, cosines: number): number[] {
  const stride = upTo(size, 4)
  const basis = new Array<number>(cosines * stride).fill(0)
  for (let z = 1; z <= cosines; z++) {
    for (let code = 0; code < size; code++) {
      if (smooth![code]) basis[(z - 1) * stride + code] = Math.cos(z * Math.PI * ranks![code]!) / Math.sqrt(z)
    }
  }
  return basis
}

function waveTable(shapes: readonly UnitShape[], units: readonly PlanUnit[], codes: number): Float32Array {
  const table = new Float32Array(codes * fourierFeatures)
  shapes.forEach(({ size, ranks }, u) => {
    if (!ranks) return
    for (let code = 0; code < size; code++) {
      const rank = ranks[code]!
      if (Number.isNaN(rank)) continue
      const at = (units[u]!.firstCode + code) * fourierFeatures
      for (let k = 0; k < fourierFeatures / 2; k++) {
        table[at + 2 * k] = Math.sin(2 ** k * Math.PI * rank)
        table[at + 2 * k + 1] = Math.cos(2 ** k * Math.PI * rank)
      }
    }
  })
  return table
}

function layOut(sizes: PlanSizes, codes: number, units: number, waves: number, columns: number): Parameters {
  const { width } = sizes
  let length = 0
  const take = (rows: number, columns: number): Parameter => {
    const offset = length
    length += upTo(rows * columns, 64) // 256 bytes: what a view into a WebGPU buffer may start at
    return { offset, rows, columns }
  }
  const codeTable = take(codes, width)
  const flags = take(units, width)
  const waveWeights = take(waves, width)
  const matrices = Array.from({ length: sizes.blocks }, () => ({
    inner: take(width, width),
    outer: take(width, width),
  }))
  const output = take(width, columns)
  const decayed = length
  const inputBias = take(1, width)
  const blocks = matrices.map((pair) => ({
    ...pair,
    normGain: take(1, width),
    normBias: take(1, width),
    innerBias: take(1, width),
    outerBias: take(1, width),
  }))
  const rest = { normGain: take(1, width), normBias: take(1, width), outputBias: take(1, codes) }
  return { length, decayed, codeTable, flags, waves: waveWeights, inputBias, blocks, output, ...rest }
}

/** Stretches `[from, to)` of the flat parameters that do something; the others only pad. */
export function usedRanges({ parameters, units }: AnyOrderPlan): (readonly [number, number])[] {
  const { codeTable, outputBias, output, blocks } = parameters
  const whole = ({ offset, rows, columns }: Parameter) => [offset, offset + rows * columns] as const
  const ranges = [parameters.flags, parameters.waves, parameters.inputBias, parameters.normGain, parameters.normBias]
  const inBlocks = blocks.flatMap((block) => Object.values<Parameter>({ ...block }))
  const perUnit = units.flatMap((unit) => {
    const code = codeTable.offset + unit.firstCode * codeTable.columns
    const bias = outputBias.offset + unit.firstCode
    return [[code, code + unit.size * codeTable.columns] as const, [bias, bias + unit.size] as const]
  })
  const perRow = Array.from({ length: output.rows }, (_, row) =>
    units.map((unit) => {
      const at = output.offset + row * output.columns + unit.firstColumn
      return [at, at + (unit.cosines === 0 ? unit.size : unit.cosines + unit.freeCount)] as const
    }),
  )
  return [...ranges.map(whole), ...inBlocks.map(whole), ...perUnit, ...perRow.flat()].filter(([from, to]) => to > from)
}
