import { shareBudget } from '../dp/budget'
import { noisyCounts } from '../dp/histogram'
import { type NoiseDraws, noiseDraws } from '../dp/noise'
import type { EncodedTable, PrivateCounts, Unit } from '../encoders/encoder'
import type { FitContext, FitStep, Generator, TrainData } from './generator'
import { choosePairs, measurePairs } from './mst-measure'
import { mstModel, type NamedTree } from './mst-model'
import { type MstOptions, mstOptions } from './mst-options'
import { fitTree } from './mst-tree'

/** Noisy counts of columns and of the pairs that tell most, joined to a tree. */
export const mst: Generator<MstOptions> = {
  id: 'mst',
  label: 'Private marginals',
  summary:
    'Differential privacy: a proven limit on what the rows can tell about any one person, paid for with detail and rare values.',
  paper: 'MST: McKenna, Miklau, Sheldon 2021, arXiv 2108.04978; private-PGM: arXiv 1901.09136; noise: arXiv 2004.00010',
  options: mstOptions,
  encoding: { bins: 32, exactUpTo: 32 },
  conditions: 'any-order',
  trains: false,
  isPrivate: true,
  fit,
  async restore(snapshot) {
    return mstModel(snapshot.data as NamedTree)
  },
}

async function* fit({ table }: TrainData, chosen: MstOptions, { noise }: FitContext): AsyncIterable<FitStep> {
  if (!noise) throw new Error('a private generator needs a source of noise')
  const draws = noiseDraws(noise)
  const counted = table.measured ? { units: table.units, measured: table.measured } : measureUnits(table, chosen, draws)
  const { rows, variances, selectRho, pairRho, target } = counted.measured
  const units = counted.units.map(({ counts }, u) => ({ counts, variances: variances[u]! }))
  const choice = { rho: selectRho, draws, targetWeight: chosen.targetWeight }
  const pairs = choosePairs(table, units, rows, { ...choice, ...(target === undefined ? {} : { target }) })
  const tree = fitTree(units, measurePairs(table, pairs, pairRho, draws), rows)
  yield { progress: 1, model: mstModel({ ...tree, names: table.units.map(({ name }) => name) }) }
}

/** δ of codes that come with true counts where none is chosen: their number of rows is not public, so it can't decide. */
const publicDelta = 1e-6

/** Noisy counts of every unit, for codes that come with true ones: private as far as the codes themselves are public. */
function measureUnits(
  { units, rows }: EncodedTable,
  { epsilon, delta }: MstOptions,
  draws: NoiseDraws,
): { readonly units: readonly Pick<Unit, 'counts'>[]; readonly measured: PrivateCounts } {
  const queries = { ranges: 0, oneWay: units.length + 1, thresholds: 0 }
  const budget = shareBudget(epsilon, delta || publicDelta, queries)
  const noisy = (counts: Float64Array) => noisyCounts(counts, budget.oneWaySigma, draws)
  return {
    units: units.map(({ counts }) => ({ counts: noisy(counts) })),
    measured: {
      rows: Math.max(1, noisy(Float64Array.of(rows))[0]!),
      variances: units.map(({ size }) => new Float64Array(size).fill(budget.oneWaySigma ** 2)),
      selectRho: budget.selectRho,
      pairRho: budget.pairRho,
    },
  }
}
