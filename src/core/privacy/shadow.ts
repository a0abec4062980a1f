import { learnedFields } from '../metrics/compared-table'
import { permutation, type Random } from '../random'
import type { ShadowReport } from '../reports/leak'
import type { Schema } from '../schema/schema'
import { concatColumns } from '../table/concat'
import { type Table, type TrainTable, takeCells, takeRows } from '../table/table'
import { areaUnderCurve } from './attacks/roc'
import { nearestDistances, pointsOf } from './nearest'

/** What one fit of the generator in question gives: rows, and ln p of the canaries where the model can tell. */
export interface ShadowFit {
  readonly synthetic: Table
  readonly logLikelihood?: Float64Array
}

export interface ShadowRequest {
  readonly train: TrainTable
  readonly schema: Schema
  readonly random: Random
  /** Fits the generator to these rows; `canaries` are what it is asked about afterwards. */
  readonly fit: (train: TrainTable, canaries: Table, round: number) => Promise<ShadowFit>
  readonly now: () => number
  readonly sizes?: ShadowSizes
}

export interface ShadowSizes {
  readonly fits: number
  readonly canaries: number
  readonly trainRows: number
}

/** Seconds for a generator that fits within tenths of a second. */
const usual: ShadowSizes = { fits: 16, canaries: 16, trainRows: 1500 }
const fewestRows = 200

/**
 * Shadow models with planted canaries (after Stadler et al. 2022, Groundhog; Carlini et al. 2019): rare rows are put
 * into a random half of several fits of the generator; whoever sees the output, or the model, guesses which. Scores are
 * compared per canary between fits with and without it, so that a canary that is close to the table anyway tells
 * nothing. Smaller tables leak more than the whole one: the figure is an upper estimate of what one rare row risks.
 */
export async function runShadowTest(request: ShadowRequest): Promise<ShadowReport | undefined> {
  const { train, schema, random, sizes = usual } = request
  const rows = Math.min(sizes.trainRows, train.table.rows)
  if (rows < fewestRows) return undefined
  const startedAt = request.now()
  const base = takeRows(train.table, permutation(train.table.rows, random.fork('rows')).slice(0, rows))
  const canaries = plantRare(base, sizes.canaries, random.fork('canaries'))
  const planted = plan(sizes, random.fork('plan'))
  const byOutput = new Float64Array(sizes.fits * sizes.canaries)
  const byModel = new Float64Array(sizes.fits * sizes.canaries)
  let tellsModel = true
  for (let round = 0; round < sizes.fits; round++) {
    const own = planted[round]!
    const learned = withRows(base, canaries, own)
    const { synthetic, logLikelihood } = await request.fit({ role: 'train', table: learned }, canaries, round)
    byOutput.set(nearness(canaries, synthetic, schema), round * sizes.canaries)
    if (logLikelihood) byModel.set(logLikelihood, round * sizes.canaries)
    else tellsModel = false
  }
  return {
    ...sizes,
    trainRows: rows,
    output: tellApart(byOutput, planted, sizes),
    ...(tellsModel ? { model: tellApart(byModel, planted, sizes) } : {}),
    seconds: (request.now() - startedAt) / 1000,
  }
}

/** `[fits][canaries]`: each canary is in half of the fits, drawn at random. */
function plan({ fits, canaries }: ShadowSizes, random: Random): boolean[][] {
  const half = Array.from({ length: canaries }, () => new Set(permutation(fits, random).slice(0, fits >> 1)))
  return Array.from({ length: fits }, (_, round) => half.map((own) => own.has(round)))
}

/** Rows such as none other: each takes every cell from another row. */
function plantRare(table: Table, count: number, random: Random): Table {
  const columns = table.columns.map((column) =>
    takeCells(
      column,
      Uint32Array.from({ length: count }, () => random.below(table.rows)),
    ),
  )
  return { rows: count, names: table.names, columns }
}

/** The table with some of the canaries in place of its first rows, so that all fits see as many. */
function withRows(table: Table, canaries: Table, planted: readonly boolean[]): Table {
  const chosen = Uint32Array.from(planted.flatMap((is, i) => (is ? [i] : [])))
  const kept = Uint32Array.from({ length: table.rows - chosen.length }, (_, i) => i + chosen.length)
  const columns = table.columns.map((column, c) =>
    concatColumns([takeCells(canaries.columns[c]!, chosen), takeCells(column, kept)]),
  )
  return { ...table, columns }
}

function nearness(canaries: Table, synthetic: Table, schema: Schema): Float64Array {
  const fields = learnedFields(schema, canaries, synthetic)
  const [made, asked] = pointsOf([synthetic, canaries], fields)
  const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i)
  return nearestDistances(asked!, all(canaries.rows), made!, all(synthetic.rows)).map((d) => -d)
}

/** AUC of telling fits with a canary from those without, over all canaries, scores less each canary's mean. */
function tellApart(scores: Float64Array, planted: readonly (readonly boolean[])[], { fits, canaries }: ShadowSizes) {
  const members: number[] = []
  const others: number[] = []
  for (let canary = 0; canary < canaries; canary++) {
    let mean = 0
    for (let round = 0; round < fits; round++) mean += scores[round * canaries + canary]! / fits
    for (let round = 0; round < fits; round++)
      (planted[round]![canary] ? members : others).push(scores[round * canaries + canary]! - mean)
  }
  return areaUnderCurve({ members: Float64Array.from(members), others: Float64Array.from(others) }, 0.95)
}
