import type { Codes } from '../encoders/encoder'
import type { Random } from '../random'
import { binCodes, type FeatureBins } from '../trees/feature-bins'
import { type Forest, leafOf } from '../trees/forest'
import { drawFromLeaves } from '../trees/leaf-draws'
import { type Model, type SampleRequest, type Stratum, shapeOf } from './generator'
import { conditionedUnits, drawConditioned } from './sequential-trees-conditions'
import { treesLogLikelihood } from './sequential-trees-likelihood'

/** The fitted model: plain data without a row. */
export interface SequentialTrees {
  /** `[units]`: positions of units in the order of drawing. */
  readonly order: Int32Array
  /** `[units]` */
  readonly features: readonly FeatureBins[]
  /** `[units]`, in the order of drawing. */
  readonly forests: readonly Forest[]
  /** `[units][size]`: train rows per code. */
  readonly marginals: readonly Float64Array[]
  /** `[units]` */
  readonly names: readonly string[]
  /** Units at the beginning that conditions asked for: they may be drawn under a later one's condition. */
  readonly ahead?: number
}

/** Codes drawn so far, `[units][rows]`, and how the trees see them. */
export interface DrawnUnits {
  readonly rows: number
  readonly codes: Codes[]
  readonly binned: Uint8Array[]
}

const batchRows = 8192

export function sequentialTreesModel(trees: SequentialTrees): Model {
  return {
    generator: 'sequential-trees',
    sample: (request) => sample(trees, request),
    logLikelihood: async (codes) => treesLogLikelihood(trees, codes),
    async snapshot() {
      return { generator: 'sequential-trees', data: trees }
    },
    dispose() {},
  }
}

async function* sample(trees: SequentialTrees, request: SampleRequest): AsyncIterable<readonly Codes[]> {
  for (const stratum of request.strata) {
    const conditioned = conditionedUnits(trees, stratum)
    for (let offset = 0; offset < stratum.rows; offset += batchRows) {
      const rows = Math.min(batchRows, stratum.rows - offset)
      yield drawBatch(trees, { stratum, conditioned, offset, rows }, request)
    }
  }
}

/** Rows `offset … offset + rows` of a stratum whose first `conditioned` units are not free. */
export interface BatchRequest {
  readonly stratum: Stratum
  readonly conditioned: number
  readonly offset: number
  readonly rows: number
}

function drawBatch(trees: SequentialTrees, batch: BatchRequest, request: SampleRequest): Codes[] {
  const { random } = request
  const drawn =
    batch.conditioned > 0 ? drawConditioned(trees, batch, request) : { rows: batch.rows, codes: [], binned: [] }
  for (let position = batch.conditioned; position < trees.order.length; position++) {
    const unit = trees.order[position]!
    const forest = trees.forests[position]!
    keepCodes(
      trees,
      drawn,
      unit,
      drawFromLeaves(forest, reachedLeaves(trees, position, drawn, random), shapeOf(request, unit), random),
    )
  }
  return drawn.codes
}

export function keepCodes(trees: SequentialTrees, drawn: DrawnUnits, unit: number, codes: Codes): void {
  drawn.codes[unit] = codes
  drawn.binned[unit] = binCodes(trees.features[unit]!, codes)
}

/** `[rows]`: a leaf of one tree, drawn per row. */
function reachedLeaves(trees: SequentialTrees, position: number, drawn: DrawnUnits, random: Random): Int32Array {
  const forest = trees.forests[position]!
  const { roots } = forest
  const leaves = new Int32Array(drawn.rows)
  for (let row = 0; row < drawn.rows; row++) {
    const tree = roots.length > 1 ? random.below(roots.length) : 0
    leaves[row] = leafOf(forest, roots[tree]!, trees.features, drawn.binned, row)
  }
  return leaves
}
