import { type AnyOrderPlan, fourierFeatures } from '../core/nets/any-order-plan'

/** What one workgroup of the gradient shader does: kind and three facts, see webgpu-gradient.ts. */
export type GradientJob = readonly [kind: number, a: number, b: number, c: number]

export const jobKinds = { product: 0, input: 1, norm: 2, outputBias: 3 } as const
/** Rows of the input weights by how a batch's row takes part in them. */
export const inputKinds = { code: 0, flag: 1, wave: 2, bias: 3 } as const
/** Columns of a norm's gain and bias that one job sums. */
export const normColumns = 16
/** Codes of the output bias that one job sums. */
export const biasCodes = 64
/** Rows and columns of a tile of a product. */
export const tileSize = 32

/** Every parameter's gradient, cut into jobs of some microseconds; the long ones first. */
export function gradientJobs(plan: AnyOrderPlan): GradientJob[] {
  return [...productJobs(plan), ...normJobs(plan), ...inputJobs(plan), ...biasJobs(plan)]
}

/** Tiles of the weight matrices: two of each block, then the output's. */
function productJobs({ width, blocks, columns }: AnyOrderPlan): GradientJob[] {
  const jobs: GradientJob[] = []
  for (let q = 0; q <= 2 * blocks; q++) {
    const across = Math.ceil((q < 2 * blocks ? width : columns) / tileSize)
    for (let m = 0; m < Math.ceil(width / tileSize); m++) {
      for (let n = 0; n < across; n++) jobs.push([jobKinds.product, q, m, n])
    }
  }
  return jobs
}

function normJobs({ width, blocks }: AnyOrderPlan): GradientJob[] {
  const jobs: GradientJob[] = []
  for (let b = 0; b <= blocks; b++) {
    for (let column = 0; column < width; column += normColumns) jobs.push([jobKinds.norm, b, column, 0])
  }
  return jobs
}

/** One job per row of the input's weights: codes, flags, waves, bias. */
function inputJobs({ units }: AnyOrderPlan): GradientJob[] {
  const jobs: GradientJob[] = [[jobKinds.input, inputKinds.bias, 0, 0]]
  units.forEach(({ size, firstWave }, u) => {
    jobs.push([jobKinds.input, inputKinds.flag, u, 0])
    for (let code = 0; code < size; code++) jobs.push([jobKinds.input, inputKinds.code, u, code])
    if (firstWave < 0) return
    for (let wave = 0; wave < fourierFeatures; wave++) jobs.push([jobKinds.input, inputKinds.wave, u, wave])
  })
  return jobs
}

function biasJobs({ codes }: AnyOrderPlan): GradientJob[] {
  return Array.from({ length: Math.ceil(codes / biasCodes) }, (_, i) => [jobKinds.outputBias, i * biasCodes, 0, 0])
}
