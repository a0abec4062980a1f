import type { Matrix, VelocityBatch, VelocityPredictor } from '../../nets/engine'
import { planVelocity, type VelocityPlan } from '../../nets/velocity-plan'
import type { Random } from '../../random'
import { drawAngle, integrate, setTime, timeFeatures, type VelocityOf } from './angles'
import { type PictureShape, sizeOf } from './float-pictures'
import { emptyBatch, type FlowLevel } from './flow-level'
import { enlargePictures, halfOf, poolPictures } from './pooling'
import type { DetailSizes } from './pyramid-sizes'

/** What a detail level knows besides its weights. */
export interface DetailBase {
  /** Of the pictures that it makes. */
  readonly shape: PictureShape
  /** Per pixel and channel the deviation of the residual over the train pictures. */
  readonly deviations: Float32Array
}

/** Pictures as what a detail level learns: the enlarged small picture, and what is missing, by its deviations. */
export interface DetailRows {
  readonly conditions: Matrix
  readonly residuals: Matrix
  readonly labels: Int32Array
  readonly augmented: Uint8Array
}

export function fitDetailBase(pictures: Matrix, shape: PictureShape): DetailBase {
  const enlarged = enlargePictures(poolPictures(pictures, shape), shape)
  const squares = new Float64Array(sizeOf(shape))
  for (let i = 0; i < pictures.values.length; i++) {
    const j = i % squares.length
    squares[j] = squares[j]! + (pictures.values[i]! - enlarged.values[i]!) ** 2
  }
  const softened = (softVariance * mostSoftNoise ** 2) / 3
  const deviations = Float32Array.from(squares, (sum) => Math.sqrt(sum / Math.max(1, pictures.rows) + softened))
  const least = 0.05 * deviations.reduce((most, d) => Math.max(most, d), 0) + 1e-4
  return { shape, deviations: deviations.map((d) => Math.max(least, d)) }
}

export function detailRows(
  { shape, deviations }: DetailBase,
  pictures: Matrix,
  labels: Int32Array,
  augmented: Uint8Array,
): DetailRows {
  const conditions = enlargePictures(poolPictures(pictures, shape), shape)
  const values = pictures.values.map((v, i) => (v - conditions.values[i]!) / deviations[i % deviations.length]!)
  return { conditions, residuals: { ...pictures, values }, labels, augmented }
}

/** Where the blocks of a picture lie. */
interface Grid {
  readonly across: number
  readonly down: number
}

const gridOf = ({ width, height }: PictureShape, { block }: DetailSizes): Grid => ({
  across: Math.ceil(width / block),
  down: Math.ceil(height / block),
})

export function planDetail({ shape }: DetailBase, classes: number, sizes: DetailSizes): VelocityPlan {
  const { across, down } = gridOf(shape, sizes)
  const { block, window, width, hidden, blocks, condition } = sizes
  const { channels } = shape
  return planVelocity({
    inputs: 2 * window * window * channels,
    outputs: Math.ceil((block * block * channels) / 8) * 8,
    ...{ width, hidden, blocks, condition },
    times: timeFeatures,
    slots: 3,
    codes: classes + across * down + 1,
  })
}

/** Class, block, and whether augmented. */
function setCodes(
  { codes }: VelocityBatch,
  row: number,
  classes: number,
  grid: Grid,
  label: number,
  block: number,
  augmented: number,
) {
  codes[3 * row] = label
  codes[3 * row + 1] = classes + block
  codes[3 * row + 2] = augmented ? classes + grid.across * grid.down : -1
}

export function detailLevel(
  base: DetailBase,
  plan: VelocityPlan,
  classes: number,
  sizes: DetailSizes,
  train: DetailRows,
  control: DetailRows,
  random: Random,
): FlowLevel {
  const pools = noisePools(base.shape, sizes, random.fork('pools'))
  const batch = emptyBatch(plan, sizes.rows)
  const fill = (into: VelocityBatch, rows: DetailRows, own: Random, pick: (row: number) => number) => {
    const grid = gridOf(base.shape, sizes)
    for (let row = 0; row < into.rows; row++) {
      const picked = pick(row)
      const block = own.below(grid.across * grid.down)
      setCodes(into, row, classes, grid, rows.labels[picked]!, block, rows.augmented[picked]!)
      setRow(into, row, plan, base, sizes, rows, picked, block, grid, pools, own)
    }
    return into
  }
  const controls = control.labels.length
  const fixed = random.fork('control')
  return {
    plan,
    rows: sizes.rows,
    turns: sizes.turns,
    control:
      controls === 0
        ? undefined
        : fill(emptyBatch(plan, Math.min(mostControlRows, 16 * controls)), control, fixed, (row) => row % controls),
    batch: (own) => fill(batch, train, own, () => own.below(train.labels.length)),
  }
}

/** Normal numbers from which windows of noise are cut: drawing them anew would take as long as learning. */
interface NoisePools {
  readonly white: Float32Array
  /** Enlarged noise, as that of the small picture looks: `[side, side]` per channel. */
  readonly soft: Float32Array
  readonly side: number
}

function noisePools({ channels }: PictureShape, { window }: DetailSizes, random: Random): NoisePools {
  const white = Float32Array.from({ length: 1 << 18 }, () => random.normal())
  const side = Math.max(256, 4 * window)
  const shape: PictureShape = { width: side, height: side, channels }
  const half = halfOf(shape)
  const small = Float32Array.from({ length: sizeOf(half) }, () => random.normal())
  const soft = enlargePictures({ rows: 1, columns: small.length, values: small }, shape).values
  return { white, soft, side }
}

const mostControlRows = 2048
/** Largest deviation of the noise on the small picture. It teaches the details to mend what the coarse level gets wrong. */
const mostSoftNoise = 0.15
/** Of enlarged white noise: (0.75² + 0.25²)². */
const softVariance = 0.390625

function setRow(
  batch: VelocityBatch,
  row: number,
  plan: VelocityPlan,
  { shape, deviations }: DetailBase,
  { block: side, window }: DetailSizes,
  { residuals, conditions }: DetailRows,
  picked: number,
  block: number,
  { across }: Grid,
  { white, soft, side: softSide }: NoisePools,
  random: Random,
): void {
  const { width, height, channels } = shape
  const angle = drawAngle(random)
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  const softness = mostSoftNoise * random.uniform()
  const margin = (window - side) / 2
  const left = (block % across) * side - margin
  const top = Math.floor(block / across) * side - margin
  const from = picked * residuals.columns
  const windowFloats = window * window * channels
  const noiseAt = random.below(white.length - windowFloats)
  // Noise of the small picture lies on its pixels, two of these wide.
  const softLeft = 2 * random.below((softSide - window) >> 1) + (left & 1)
  const softTop = 2 * random.below((softSide - window) >> 1) + (top & 1)
  const at = row * plan.inputs
  batch.targets.fill(0, row * plan.outputs, (row + 1) * plan.outputs)
  for (let y = 0, i = 0; y < window; y++) {
    const isRow = top + y >= 0 && top + y < height
    for (let x = 0; x < window; x++) {
      const isInside = isRow && left + x >= 0 && left + x < width
      const isBlock = y >= margin && y < margin + side && x >= margin && x < margin + side
      for (let c = 0; c < channels; c++, i++) {
        if (!isInside) {
          batch.inputs[at + i] = 0
          batch.inputs[at + windowFloats + i] = 0
          continue
        }
        const pixel = from + ((top + y) * width + left + x) * channels + c
        const noise = white[noiseAt + i]!
        const own = softness * soft[((softTop + y) * softSide + softLeft + x) * channels + c]!
        const data = residuals.values[pixel]! - own / deviations[pixel - from]!
        batch.inputs[at + i] = cos * noise + sin * data
        batch.inputs[at + windowFloats + i] = conditions.values[pixel]! + own
        if (isBlock) {
          const to = ((y - margin) * side + (x - margin)) * channels + c
          batch.targets[row * plan.outputs + to] = cos * data - sin * noise
        }
      }
    }
  }
  setTime(batch.times, row * plan.times, angle)
}

/** A detail level's network where it is asked. */
export interface DetailNet {
  readonly base: DetailBase
  readonly plan: VelocityPlan
  readonly predictor: VelocityPredictor
  readonly classes: number
  readonly sizes: DetailSizes
}

/** Pictures of twice the size for the small ones `coarse`. */
export async function sampleDetail(
  net: DetailNet,
  coarse: Matrix,
  labels: Int32Array,
  random: Random,
): Promise<Matrix> {
  const conditions = enlargePictures(coarse, net.base.shape)
  const y = Float32Array.from({ length: conditions.values.length }, () => random.normal())
  await integrate(y, net.sizes.steps, detailVelocity(net, conditions, labels))
  return withDetail(net, conditions, y)
}

/** Velocities of residuals on the enlarged small pictures. */
export function detailVelocity(
  { base: { shape }, plan, predictor, classes, sizes }: DetailNet,
  conditions: Matrix,
  labels: Int32Array,
): VelocityOf {
  const grid = gridOf(shape, sizes)
  const blocks = grid.across * grid.down
  const batch = emptyBatch(plan, labels.length * blocks)
  labels.forEach((label, picture) => {
    for (let block = 0; block < blocks; block++)
      setCodes(batch, picture * blocks + block, classes, grid, label, block, 0)
  })
  const windowFloats = sizes.window ** 2 * shape.channels
  cutWindows(conditions.values, shape, sizes, batch, plan, windowFloats)
  const time = new Float32Array(plan.times)
  return async (now, angle) => {
    cutWindows(now, shape, sizes, batch, plan, 0)
    setTime(time, 0, angle)
    for (let row = 0; row < batch.rows; row++) batch.times.set(time, row * plan.times)
    return joinBlocks(await predictor.velocity(batch), shape, sizes, plan, labels.length)
  }
}

/** Enlarged small pictures and residuals, by their deviations, as pictures. */
export function withDetail({ base: { deviations } }: DetailNet, conditions: Matrix, residuals: Float32Array): Matrix {
  const values = conditions.values.map((v, i) => v + deviations[i % deviations.length]! * residuals[i]!)
  return { ...conditions, values }
}

/** Copies each block's window of the pictures into the rows of the batch, from input `offset` on. */
function cutWindows(
  pictures: Float32Array,
  shape: PictureShape,
  sizes: DetailSizes,
  batch: VelocityBatch,
  plan: VelocityPlan,
  offset: number,
): void {
  const { width, height, channels } = shape
  const { block: side, window } = sizes
  const { across, down } = gridOf(shape, sizes)
  const margin = (window - side) / 2
  const size = sizeOf(shape)
  for (let row = 0; row < batch.rows; row++) {
    const block = row % (across * down)
    const from = ((row - block) / (across * down)) * size
    const left = (block % across) * side - margin
    const top = Math.floor(block / across) * side - margin
    const [firstX, lastX] = [Math.max(0, -left), Math.min(window, width - left)]
    for (let y = Math.max(0, -top); y < Math.min(window, height - top); y++) {
      const to = row * plan.inputs + offset + (y * window + firstX) * channels
      const at = from + ((top + y) * width + left + firstX) * channels
      const floats = (lastX - firstX) * channels
      for (let i = 0; i < floats; i++) batch.inputs[to + i] = pictures[at + i]!
    }
  }
}

/** The inverse of cutting pictures into blocks. */
function joinBlocks(made: Float32Array, shape: PictureShape, sizes: DetailSizes, plan: VelocityPlan, pictures: number) {
  const { width, height, channels } = shape
  const { block: side } = sizes
  const { across, down } = gridOf(shape, sizes)
  const out = new Float32Array(pictures * sizeOf(shape))
  for (let picture = 0, row = 0; picture < pictures; picture++) {
    for (let block = 0; block < across * down; block++, row++) {
      const left = (block % across) * side
      const top = Math.floor(block / across) * side
      const floats = Math.min(side, width - left) * channels
      for (let y = 0; y < Math.min(side, height - top); y++) {
        const to = picture * sizeOf(shape) + ((top + y) * width + left) * channels
        const at = row * plan.outputs + y * side * channels
        for (let i = 0; i < floats; i++) out[to + i] = made[at + i]!
      }
    }
  }
  return out
}
