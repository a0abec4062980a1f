import type { Codes, EncodedTable } from '../encoders/encoder'
import type { BinnedFeatures } from '../learners/features'
import { defaultGbdt, fitGbdt, type GbdtModel, type GbdtOptions, predictGbdt } from '../learners/gbdt'
import { permutation, type Random } from '../random'
import { binCodes, type FeatureBins, featureBins } from '../trees/feature-bins'
import type { Model } from './generator'
import { type RowGroups, rowGroups } from './row-groups'

/** What a model gets wrong about whole rows, found on rows that it made. Plain data without a row. */
export interface Correction {
  /** `[units]`: how the classifier sees codes. */
  readonly bins: readonly FeatureBins[]
  /** Tells train rows (1) from made ones (0); absent where there are too few rows to learn it. */
  readonly classifier?: GbdtModel
  /** ln of the mean weight of made rows. */
  readonly logMean: number
  readonly groups: RowGroups
  /** Rows to make for each one that is kept. */
  readonly candidates: number
}

/** With fewer train rows there is nothing to correct by. */
const fewestRows = 100
const fewestToClassify = 1000
/** Of each side. */
const mostLearned = 16_384
const learning = {
  ...defaultGbdt,
  depth: 5,
  rate: 0.2,
  rounds: 100,
  // A leaf of less than some 40 rows would say more about them than about the model.
  minimumHessian: 10,
} satisfies GbdtOptions
const mostBins = 200
/** Bounds of a row's weight. */
const [least, most] = [-5, 5]

/**
 * Finds out what tells the model's rows from the train rows, by a classifier that stops where it no longer tells rows
 * that it did not see: its odds are the ratio of the two densities (Sugiyama, Suzuki & Kanamori 2012, ch. 4). Undefined
 * for a table of few rows, or of one unit.
 */
export async function fitCorrection(
  model: Model,
  table: EncodedTable,
  candidates: number,
  random: Random,
): Promise<Correction | undefined> {
  if (table.rows < fewestRows || table.units.length < 2) return undefined
  const bins = table.units.map((unit) => featureBins(unit, mostBins))
  const groups = rowGroups(table)
  if (table.rows < fewestToClassify) return { bins, logMean: 0, groups, candidates }
  const rows = Math.min(mostLearned, table.rows)
  const made = await drawCodes(model, table.units.length, rows, random.fork('made'))
  const chosen = permutation(table.rows, random.fork('real')).slice(0, rows)
  const both = table.codes.map((codes, unit) => {
    const joined = new Uint16Array(2 * rows)
    for (let i = 0; i < rows; i++) joined[i] = codes[chosen[i]!]!
    joined.set(made[unit]!, rows)
    return joined
  })
  const isReal = Float64Array.from({ length: 2 * rows }, (_, row) => (row < rows ? 1 : 0))
  const stopping = { share: 0.15, patience: 10, random: random.fork('stopping') }
  const classifier = fitGbdt(features(bins, both), isReal, { kind: 'binary' }, { ...learning, stopping })
  const correction = { bins, classifier, logMean: 0, groups, candidates }
  const mean = logWeights(correction, made).reduce((sum, log) => sum + Math.exp(log), 0) / rows
  return { ...correction, logMean: Math.log(mean) }
}

/** ln of how many times as often as the model makes it a row should come. `codes`: `[units][rows]`; returns `[rows]`. */
export function logWeights({ bins, classifier, logMean }: Correction, codes: readonly Codes[]): Float64Array {
  if (!classifier) return new Float64Array(codes[0]?.length ?? 0)
  return predictGbdt(classifier, features(bins, codes)).map(
    (share) => Math.min(most, Math.max(least, Math.log(share / (1 - share)))) - logMean,
  )
}

/** `[units][rows]` */
export async function drawCodes(model: Model, units: number, rows: number, random: Random): Promise<Codes[]> {
  const free = { rows, allowed: new Array<undefined>(units).fill(undefined) }
  return gatherCodes(model.sample({ strata: [free], random, temperature: 1 }), units, rows)
}

/** The batches as one. */
export async function gatherCodes(
  batches: AsyncIterable<readonly Codes[]>,
  units: number,
  rows: number,
): Promise<Codes[]> {
  const gathered = Array.from({ length: units }, () => new Uint16Array(rows))
  let at = 0
  for await (const batch of batches) {
    batch.forEach((codes, unit) => {
      gathered[unit]!.set(codes, at)
    })
    at += batch[0]?.length ?? 0
  }
  return gathered
}

/** Code 0 is what is missing. */
function features(bins: readonly FeatureBins[], codes: readonly Codes[]): BinnedFeatures {
  const last = 255
  return {
    rows: codes[0]?.length ?? 0,
    codes: bins.map((own, unit) => {
      const isMissing = (bin: number) => own.scale === 'ordinal' && bin >= own.missingFrom
      return binCodes(own, codes[unit]!).map((bin) => (isMissing(bin) ? 0 : Math.min(last, bin + 1)))
    }),
    sizes: bins.map(({ count }) => Math.min(last, count) + 1),
    ordered: bins.map(({ scale }) => scale === 'ordinal'),
  }
}
