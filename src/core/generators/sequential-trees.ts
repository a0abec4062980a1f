import * as v from 'valibot'
import type { EncodedTable } from '../encoders/encoder'
import type { Random } from '../random'
import { binCodes, type FeatureBins, featureBins } from '../trees/feature-bins'
import type { Forest } from '../trees/forest'
import { type ForestBuilder, forestBuilder } from '../trees/forest-builder'
import { type Growth, growTree, growth, rootHistogram } from '../trees/grow-tree'
import { treeTarget } from '../trees/tree-target'
import { correctedModel, withStoredCorrection } from './corrected-model'
import { fitCorrection } from './correction'
import type { FitContext, FitStep, Generator, TrainData } from './generator'
import { type SequentialTrees, sequentialTreesModel } from './sequential-trees-model'
import { unitOrder } from './sequential-trees-order'

const options = v.object({
  trees: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)), 8),
  /** The privacy dial: no leaf holds fewer rows. 0 = by the number of rows. */
  minimumLeaf: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 0),
  columnShare: v.optional(v.pipe(v.number(), v.minValue(0.05), v.maxValue(1)), 0.7),
  /** Whether rows are thinned out by a {@link fitCorrection | correction}. */
  corrected: v.optional(v.boolean(), true),
})
type Options = v.InferOutput<typeof options>

/**
 * The smallest leaf for a table of `rows`: 50 (`npm run bench -- privacy` prints what other sizes cost and risk), in
 * small tables a fortieth of the rows, but at least 20.
 */
export function leafFor(rows: number): number {
  return Math.max(20, Math.min(50, Math.round(rows / 40)))
}

/**
 * What a split must explain, in variances of one row. Of pure noise the best of 150 splits explains 4 to 11 with two
 * classes and 2 to 3 with fifteen (simulated); trees that follow it draw their own rows more finely than the population
 * is known. Chosen among 0, 6, 8, 12 and 20: above 8 pairs of columns come out worse.
 */
const leastExplained = 8

/** A leaf's detail comes from a node of at least so many smallest leaves, in windows of so many of the leaf's rows. */
const detailLeaves = 8
const windowRows = 5

/** Larger tables are shared out: each tree grows on its own sample of this many rows. */
const rowsPerTree = 131_072

/**
 * Column after column, a small forest predicts the next unit from those before it; a synthetic row falls to a leaf of
 * one tree and takes a code from its histogram. After synthpop's CART (Nowok, Raab, Dibben 2016), with rank targets
 * for numbers and larger leaves.
 */
export const sequentialTrees: Generator<Options> = {
  id: 'sequential-trees',
  label: 'Sequential trees',
  summary:
    'Decision trees, column after column, which make more rows than needed and keep those that look real. Takes seconds.',
  paper: 'Nowok, Raab, Dibben 2016, doi:10.18637/jss.v074.i11',
  options,
  encoding: { bins: 250, exactUpTo: 250 },
  conditions: 'refit',
  trains: false,
  fit,
  async restore(snapshot) {
    return withStoredCorrection(sequentialTreesModel(snapshot.data as SequentialTrees), snapshot)
  },
}

/** Rows to draw for each that is kept: three, which seldom is much better than two; two where they take long. */
const candidatesFor = (rows: number) => (rows > 100_000 ? 2 : 3)

/**
 * Steps: a tree per unit (until then a unit is drawn from its marginal), then the rest of each unit's forest, then what
 * corrects the rows that they make.
 */
async function* fit(data: TrainData, options: Options, context: FitContext): AsyncIterable<FitStep> {
  const { table } = data
  const chosen = { ...options, minimumLeaf: options.minimumLeaf || leafFor(table.rows) }
  const order = unitOrder(table, chosen.minimumLeaf, context.first)
  const grower = forestGrower(table, order, chosen, context.random)
  const forests = [...order].map((u) => marginalForest(table, u))
  const model = () =>
    sequentialTreesModel({
      order,
      features: grower.features,
      forests: [...forests],
      marginals: table.units.map((unit) => unit.counts),
      names: table.units.map((unit) => unit.name),
      ahead: new Set(context.first).size,
    })
  const steps = 2 * order.length
  let firstTrees = model()
  for (let position = 1; position < order.length; position++) {
    forests[position] = grower.grow(position, 1)
    firstTrees = model()
    yield { progress: position / steps, model: firstTrees }
  }
  if (chosen.trees > 1) {
    for (let position = 1; position < order.length; position++) {
      forests[position] = grower.grow(position, chosen.trees)
      yield { progress: (order.length + position) / steps, model: firstTrees }
    }
  }
  const trees = model()
  const correction = options.corrected
    ? await fitCorrection(trees, table, candidatesFor(table.rows), context.random.fork('correction'))
    : undefined
  yield { progress: 1, model: correction ? correctedModel(trees, correction) : trees }
}

interface ForestGrower {
  readonly features: readonly FeatureBins[]
  /** The forest of the unit at `position`, with `trees` trees, given the units before it. */
  grow(position: number, trees: number): Forest
}

function forestGrower(table: EncodedTable, order: Int32Array, chosen: Options, random: Random): ForestGrower {
  const bins = splitBins(table.rows, chosen.minimumLeaf)
  const features = table.units.map((unit) => featureBins(unit, bins))
  const binned = features.map((feature, u) => binCodes(feature, table.codes[u]!))
  return {
    features,
    grow(position, trees) {
      const unit = order[position]!
      const earlier = order.subarray(0, position)
      const target = table.units[unit]!
      const data = {
        features: Array.from(earlier, (u) => features[u]!),
        binned: Array.from(earlier, (u) => binned[u]!),
        target: treeTarget(target),
        codes: table.codes[unit]!,
      }
      const { minimumLeaf, columnShare } = chosen
      const shared = growth(data, earlier, target.size, {
        minimumLeaf,
        columnShare,
        leastExplained,
        detail: {
          rows: detailLeaves * minimumLeaf,
          // A target without an order of its own keeps its leaves' counts.
          ordered: target.scale === 'ordinal' && target.missingFrom > 2 ? target.missingFrom : 0,
          windowRows,
        },
      })
      const builder = forestBuilder()
      growTrees(shared, builder, { rows: table.rows, trees, random: random.fork(unit) })
      return builder.forest()
    },
  }
}

/** Bins per ordinal feature: as fine as the leaves can use. */
function splitBins(rows: number, minimumLeaf: number): number {
  return Math.max(16, Math.min(128, Math.ceil((4 * rows) / minimumLeaf)))
}

function growTrees(
  shared: Growth,
  builder: ForestBuilder,
  { rows, trees, random }: { readonly rows: number; readonly trees: number; readonly random: Random },
): void {
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  if (rows > rowsPerTree) {
    for (let t = 0; t < trees; t++) {
      const some = sampleRows(all, rowsPerTree, random)
      growTree(shared, some, rootHistogram(shared, some), builder, random)
    }
    return
  }
  const root = rootHistogram(shared, all)
  for (let t = 0; t < trees; t++) growTree(shared, all.slice(), root.slice(), builder, random)
}

/** `count` of `rows` without replacement, ascending (reading them in order is faster). */
function sampleRows(rows: Uint32Array, count: number, random: Random): Uint32Array {
  const pool = rows.slice()
  for (let i = 0; i < count; i++) {
    const j = i + random.below(pool.length - i)
    const held = pool[i]!
    pool[i] = pool[j]!
    pool[j] = held
  }
  return pool.slice(0, count).sort()
}

/** One leaf with the unit's (protected) counts. */
function marginalForest(table: EncodedTable, unit: number): Forest {
  const { counts, size } = table.units[unit]!
  const builder = forestBuilder()
  const codes = Array.from({ length: size }, (_, code) => code).filter((code) => counts[code]! > 0)
  // Without a single train row every code is as good as another.
  const present = codes.length > 0 ? codes : Array.from({ length: Math.max(1, size) }, (_, code) => code)
  builder.addLeaf(
    builder.addTree(),
    present,
    present.map((code) => counts[code] || 1),
  )
  return builder.forest()
}
