import { type AnyOrderPlan, upTo } from '../core/nets/any-order-plan'
import { dropoutThreshold } from '../core/nets/dropout'
import { type GradientJob, gradientJobs } from './webgpu-jobs'

/** Rows that one workgroup of the softmax takes. */
export const chunkRows = 8
/** Words of a unit's description among the facts. */
const unitWords = 8
const none = 0xffffffff
const mostLogitBytes = 2 ** 25
// A fit and its model then differ in nothing that stands in their shaders. Not where memory counts.
const leastRows = 1024
const mostSharedColumns = 8192
/** Bytes from one place of a dispatch to the next: what a dynamic offset must be a multiple of. */
export const placeStride = 256

/**
 * Where everything of a network lies in the buffers that all shaders share (webgpu-wgsl.ts), as constants for WGSL.
 * `at`: in floats of the arena, in words of the facts and of the batch, in floats of the weights.
 */
export interface GpuLayout {
  readonly plan: AnyOrderPlan
  /** Most rows of a batch; at least those that were wanted. */
  readonly rows: number
  readonly at: ReturnType<typeof places>
  readonly arenaFloats: number
  /** The network's constants: units, waves, bases, jobs. */
  readonly facts: Uint32Array<ArrayBuffer>
  /** Workgroups of the gradient shader. */
  readonly jobs: number
  /** Rows whose logits of the largest unit are read back at once. */
  readonly logitRows: number
}

export function layOutGpu(plan: AnyOrderPlan, wanted: number, training: boolean): GpuLayout {
  const rows = plan.columns > mostSharedColumns ? wanted : Math.max(wanted, leastRows)
  const arena = counter()
  const jobs = training ? gradientJobs(plan) : []
  const { at: factsAt, words } = gatherFacts(plan, jobs)
  const most = upTo(Math.max(...plan.units.map((unit) => unit.size)), 4)
  const logitRows = Math.max(1, Math.min(rows, Math.floor(mostLogitBytes / 4 / most)))
  const own = arenaPlaces(plan, rows, arena.take)
  const logits = { LOGITS: arena.take(logitRows * most) }
  const gradients = trainingPlaces(plan, rows, arena.take, jobs.length, training)
  const at = places(plan, rows, { ...own, ...gradients, ...logits, ...factsAt, JOBS: jobs.length })
  return { plan, rows, at, arenaFloats: arena.length(), facts: words, jobs: jobs.length, logitRows }
}

function arenaPlaces({ codes, width, blocks, columns, units }: AnyOrderPlan, rows: number, take: Take) {
  const layer = rows * width
  const chunks = Math.ceil(rows / chunkRows)
  return {
    TABLE: take(codes * width),
    X: take((blocks + 1) * layer), // inputs of the blocks, and of the last norm
    STATS: take((blocks + 1) * 2 * rows), // mean and 1/σ of each row of X
    PRE: take(blocks * layer), // inputs of gelu
    Z: take(rows * columns), // output columns, then ∂L/∂Z
    ROW_WEIGHTS: take(rows),
    SCRATCH: take(chunks * codes),
    LOSS_PARTS: take(chunks * units.length),
    SUMS: take(4), // loss since it was read, steps that were not finite
    MEAN_CODES: take(rows), // of the unit that is drawn
  }
}

/** BIAS_PARTS stands in the softmax' text, so it has its place also where nothing is learned. */
function trainingPlaces(plan: AnyOrderPlan, rows: number, takeAny: Take, jobs: number, training: boolean) {
  const { codes, width, blocks } = plan
  const layer = rows * width
  const take: Take = (n) => takeAny(training ? n : 0)
  return {
    BIAS_PARTS: take(Math.ceil(rows / chunkRows) * codes), // ∂L/∂(output bias) by chunk of rows
    DX: take((blocks + 1) * layer), // ∂L/∂X
    DY: take((blocks + 1) * layer), // ∂L/∂(norm's output)
    DPRE: take(blocks * layer),
    NORM_PARTS: take(jobs), // sum of squares of what each gradient job wrote
  }
}

type ArenaPlaces = ReturnType<typeof arenaPlaces> & ReturnType<typeof trainingPlaces>
type FactPlaces = ReturnType<typeof gatherFacts>['at']

function places(
  plan: AnyOrderPlan,
  rows: number,
  found: ArenaPlaces & FactPlaces & { readonly LOGITS: number; readonly JOBS: number },
) {
  const { parameters, units } = plan
  const bitWords = Math.ceil((rows * units.length) / 32)
  const givenWords = (units.length * upTo(rows, 2)) / 2
  return {
    ...found,
    ROWS: rows,
    WIDTH: plan.width,
    BLOCKS: plan.blocks,
    CODES: plan.codes,
    COLUMNS: plan.columns,
    UNITS: units.length,
    LAYER: rows * plan.width,
    DROP_BELOW: dropoutThreshold(plan.dropout),
    PARAMETERS: parameters.length,
    DECAYED: parameters.decayed,
    CODE_TABLE: parameters.codeTable.offset,
    FLAGS: parameters.flags.offset,
    WAVE_WEIGHTS: parameters.waves.offset,
    INPUT_BIAS: parameters.inputBias.offset,
    OUTPUT: parameters.output.offset,
    OUTPUT_BIAS: parameters.outputBias.offset,
    // Of a batch: its header, one bit per row and unit, the rows' numbers; and of rows that come from nowhere their
    // own questions and weights.
    KNOWN_BITS: headerWords,
    PICKS: headerWords + bitWords,
    ASKED_BITS: headerWords + rows + bitWords,
    GIVEN_WEIGHTS: headerWords + rows + 2 * bitWords,
    BATCH_WORDS: headerWords + 2 * rows + 2 * bitWords,
    // Of the codes, in words: given rows' first, then of rows that are being drawn whether they know a unit, a seed for
    // each unit, and a bit for each code that may be drawn; then a table that stays.
    DRAWN: givenWords,
    SEEDS: givenWords + units.length,
    ALLOWED: givenWords + 2 * units.length,
    RESIDENT: givenWords + 2 * units.length + Math.ceil(plan.codes / 32),
  }
}

export const headerWords = 16
/** Words of a batch's header; those of rates are floats. */
export const header = {
  rows: 0,
  flags: 1,
  dropoutSeed: 2,
  /** Where the codes begin, in 16-bit numbers, and how many lie from one unit to the next. */
  codesAt: 3,
  codeStride: 4,
  clip: 5,
  rate: 6,
  correction: 7,
  decay: 8,
  averaging: 9,
} as const

/** Bits of a batch's flags. */
export const flags = { given: 1, learns: 2, drops: 4, draws: 8 } as const

type Take = (length: number) => number

/** Hands out places one behind the other, at multiples of 4. */
function counter(): { readonly take: Take; length(): number } {
  let length = 0
  return {
    take(n) {
      const at = length
      length += upTo(n, 4)
      return at
    },
    length: () => length,
  }
}

function gatherFacts(plan: AnyOrderPlan, jobs: readonly GradientJob[]) {
  const { units, parameters } = plan
  const { take, length } = counter()
  const norms = [...parameters.blocks, parameters]
  const matrices = [...parameters.blocks.flatMap(({ outer, inner }) => [outer, inner]), parameters.output]
  const biases = [...parameters.blocks.flatMap(({ outerBias, innerBias }) => [outerBias, innerBias])]
  const at = {
    UNITS_AT: take(units.length * unitWords),
    UNIT_OF: take(plan.codes),
    OWN_COLUMN: take(plan.codes), // among a unit's free columns, counted from 1; 0 = none
    WAVES: take(plan.waves.length),
    BASIS: take(plan.basis.length), // [cosines, size up to 4]
    BASIS_BY_CODE: take(plan.basis.length), // [size up to 4, cosines]
    FREE: take(plan.free.length),
    NORMS: take(2 * norms.length), // offsets of gain and bias
    MATRICES: take(4 * matrices.length), // offset, columns, offset of the bias
    JOB_LIST: take(4 * jobs.length),
  }
  const words = new Uint32Array(length())
  const floats = new Float32Array(words.buffer)
  units.forEach((unit, u) => {
    const { firstCode, size, firstColumn, cosines, basisAt, freeCount, freeAt, firstWave } = unit
    const facts = [firstCode, size, firstColumn, cosines, basisAt, freeCount, freeAt, firstWave < 0 ? none : firstWave]
    words.set(facts, at.UNITS_AT + u * unitWords)
    words.fill(u, at.UNIT_OF + firstCode, at.UNIT_OF + firstCode + upTo(size, 4))
    for (let f = 0; f < freeCount; f++) words[at.OWN_COLUMN + firstCode + plan.free[freeAt + f]!] = f + 1
    const stride = upTo(size, 4)
    for (let i = 0; i < cosines * stride; i++) {
      floats[at.BASIS_BY_CODE + basisAt + (i % stride) * cosines + Math.floor(i / stride)] = plan.basis[basisAt + i]!
    }
  })
  floats.set(plan.waves, at.WAVES)
  floats.set(plan.basis, at.BASIS)
  words.set(plan.free, at.FREE)
  norms.forEach(({ normGain, normBias }, b) => {
    words.set([normGain.offset, normBias.offset], at.NORMS + 2 * b)
  })
  matrices.forEach(({ offset, columns }, q) => {
    words.set([offset, columns, biases[q]?.offset ?? none], at.MATRICES + 4 * q)
  })
  jobs.forEach((job, j) => {
    words.set(job, at.JOB_LIST + 4 * j)
  })
  return { at, words }
}
