import * as v from 'valibot'
import type { EncodedTable, Unit } from '../encoders/encoder'
import type { Random } from '../random'
import { shrunkCorrelation } from './correlation'
import { type GaussianCopula, gaussianCopulaModel, normalIntervals } from './gaussian-copula-model'
import type { FitContext, FitStep, Generator, TrainData } from './generator'

const options = v.object({})
type Options = v.InferOutput<typeof options>

/** Enough for every correlation to be known to ± .004. */
const mostRows = 65_536

/** Exact marginals, joined by the correlation of their normal scores. */
export const gaussianCopula: Generator<Options> = {
  id: 'gaussian-copula',
  label: 'Gaussian copula',
  summary: 'Exact columns joined by their correlations: strong for very small tables.',
  paper:
    'Nelsen 2006, An Introduction to Copulas; shrinkage by Ledoit and Wolf 2004, doi:10.1016/S0047-259X(03)00096-4',
  options,
  encoding: { bins: 250, exactUpTo: 250 },
  conditions: 'any-order',
  trains: false,
  fit,
  async restore(snapshot) {
    return gaussianCopulaModel(snapshot.data as GaussianCopula)
  },
}

async function* fit({ table }: TrainData, _options: Options, { random }: FitContext): AsyncIterable<FitStep> {
  const units = table.units.map((unit) => ({ name: unit.name, counts: shownCounts(unit), order: codeOrder(unit) }))
  const rows = pickRows(table, random)
  const scores = units.map((unit, u) => {
    const scoreOf = codeScores(normalIntervals(unit), unit.counts.length)
    return Float64Array.from(rows, (row) => scoreOf[table.codes[u]![row]!]!)
  })
  yield { progress: 1, model: gaussianCopulaModel({ units, correlation: shrunkCorrelation(scores) }) }
}

/** Without a single train row every code is as good as another. */
function shownCounts(unit: Unit): Float64Array {
  return unit.counts.some((count) => count > 0) ? unit.counts : new Float64Array(Math.max(1, unit.size)).fill(1)
}

/** Ordinal codes by value (missing last), nominal codes by frequency. */
function codeOrder(unit: Unit): Uint16Array {
  const codes = Uint16Array.from({ length: Math.max(1, unit.size) }, (_, code) => code)
  return unit.scale === 'ordinal' ? codes : codes.sort((a, b) => unit.counts[b]! - unit.counts[a]! || a - b)
}

/** `[size]`: the normal score of each code's mid-rank. */
function codeScores(intervals: ReturnType<typeof normalIntervals>, size: number): Float64Array {
  const scores = new Float64Array(size)
  intervals.codes.forEach((code, i) => {
    scores[code] = intervals.middle[i]!
  })
  return scores
}

function pickRows(table: EncodedTable, random: Random): Uint32Array {
  if (table.rows <= mostRows) return Uint32Array.from({ length: table.rows }, (_, row) => row)
  const draws = random.fork('rows')
  return Uint32Array.from({ length: mostRows }, () => draws.below(table.rows))
}
