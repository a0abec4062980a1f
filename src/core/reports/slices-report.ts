import { percentileInterval, resamples } from '../metrics/table/paired-bootstrap'
import { evenly, isLowerBetter, type Predictions, type ScoreId, scorer } from '../metrics/table/scores'
import { type Slice, slicesOf, unusualRows } from '../metrics/table/slices'
import type { Bounded } from '../metrics/table/utility-kept'
import type { Random } from '../random'
import type { Field } from '../schema/schema'
import type { Table } from '../table/table'

/** Where the model that learned from synthetic rows does worse than the one that learned from real rows. */
export interface SlicesReport {
  /** Slices that were looked at: the worst of many is bad by chance alone. */
  readonly tried: number
  /** The slice that loses most beyond its own scatter. */
  readonly worst?: SliceScore & Pick<Slice, 'column' | 'part'>
  /** Rows that are unusual for train. */
  readonly rare?: SliceScore
}

export interface SliceScore {
  readonly rows: number
  readonly measure: ScoreId
  readonly synthetic: number
  readonly real: number
  /** synthetic − real, with its paired-bootstrap interval over the slice's rows. */
  readonly gap: Bounded
}

type Pair = Readonly<Record<'synthetic' | 'real', Predictions>>

const fewestRows = 100
/** Rows of each class that an AUC needs. */
const fewestOfClass = 10
const [drawsToSort, drawsToTell] = [40, 400]

/** `train`, `test`: what the models learned from and were tested on, the latter in the order of the predictions. */
export function compareSlices(
  pair: Pair,
  train: Table,
  test: Table,
  fields: readonly Field[],
  random: Random,
): SlicesReport {
  const scored = slicesOf(test, fields, fewestRows).flatMap((slice) => {
    const trial = compareOn(pair, slice.rows, drawsToSort, random)
    return trial ? [{ slice, loss: trial.loss }] : []
  })
  const losing = scored.filter(({ loss }) => loss > 0).sort((a, b) => b.loss - a.loss)[0]
  const worst = losing && compareOn(pair, losing.slice.rows, drawsToTell, random)
  const unusual = unusualRows(train, test, fields)
  const rare = unusual.length >= fewestRows ? compareOn(pair, unusual, drawsToTell, random) : undefined
  const { column, part } = losing?.slice ?? {}
  return {
    tried: scored.length,
    ...(worst && column && part ? { worst: { column, part, ...worst.score } } : {}),
    ...(rare ? { rare: rare.score } : {}),
  }
}

/** Both models on some rows. `loss`: how much worse synthetic is, in standard errors. */
function compareOn({ synthetic, real }: Pair, rows: Uint32Array, draws: number, random: Random) {
  const measure = measureFor(synthetic, rows)
  if (!measure) return undefined
  const both = [synthetic, real].map((predictions) => scorer(takePredictions(predictions, rows), [measure]))
  const gapOf = (scores: readonly (number | undefined)[]) => scores[0]! - scores[1]!
  const whole = both.map((score) => score(evenly(rows.length)).get(measure))
  const gaps: number[] = []
  for (const weights of resamples(rows.length, draws, random.fork(rows.length)))
    gaps.push(gapOf(both.map((score) => score(weights).get(measure))))
  const known = gaps.filter(Number.isFinite)
  const gap = gapOf(whole)
  const mean = known.reduce((sum, v) => sum + v, 0) / known.length
  const spread = Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / known.length)
  const interval = percentileInterval(known)
  const score: SliceScore = {
    rows: rows.length,
    measure,
    synthetic: whole[0]!,
    real: whole[1]!,
    gap: { value: gap, ...(interval ? { interval } : {}) },
  }
  return { score, loss: spread > 0 ? ((isLowerBetter(measure) ? 1 : -1) * gap) / spread : 0 }
}

/** AUC where both classes are there in some number, else accuracy or the mean absolute error. */
function measureFor({ task, target }: Predictions, rows: Uint32Array): ScoreId | undefined {
  if (task.kind === 'regression') return 'mae'
  if (task.kind === 'multiclass') return 'accuracy'
  const positives = rows.reduce((count, row) => count + target[row]!, 0)
  return Math.min(positives, rows.length - positives) >= fewestOfClass ? 'auc' : undefined
}

export function takePredictions({ task, predicted, target }: Predictions, rows: Uint32Array): Predictions {
  const classes = task.kind === 'multiclass' ? task.classes : 1
  return {
    task,
    target: Float64Array.from(rows, (row) => target[row]!),
    predicted: Float64Array.from(
      { length: rows.length * classes },
      (_, i) => predicted[rows[Math.floor(i / classes)]! * classes + (i % classes)]!,
    ),
  }
}
