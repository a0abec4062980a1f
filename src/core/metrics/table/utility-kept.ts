import type { Random } from '../../random'
import { type Interval, percentileInterval, resamples } from './paired-bootstrap'
import { evenly, type Predictions, type ScoreId, type Scores, scorer, scoresOf } from './scores'

/** A figure with its 95 % interval; none where it can't be told. */
export interface Bounded {
  readonly value: number
  readonly interval?: Interval
}

/** One score of three models on the same test rows. */
export interface UtilityFigures {
  readonly synthetic?: number
  readonly real?: number
  readonly majority?: number
  /** synthetic − real. */
  readonly gap?: Bounded
  /** (synthetic − majority) / (real − majority); absent where real rows teach no more than chance explains. */
  readonly kept?: Bounded
}

/** Of what a task's models may be asked to redo. */
const mostWork = 60_000_000
const [fewest, most] = [200, 500]

/**
 * What of a model's gain over no learning is left when it learns from synthetic rows, with a paired bootstrap over the
 * test rows: all three models are scored on the same draws, so that what they share cancels.
 */
export function utilityKept(
  { synthetic, real, majority }: Readonly<Record<'synthetic' | 'real' | 'majority', Predictions>>,
  random: Random,
): ReadonlyMap<ScoreId, UtilityFigures> {
  const { task, target } = synthetic
  const scorers = [scorer(synthetic), scorer(real), scorer(majority)] as const
  const whole = scorers.map((score) => score(evenly(target.length)))
  const perRow = 12 * (task.kind === 'multiclass' ? task.classes : 1)
  const count = Math.max(fewest, Math.min(most, Math.floor(mostWork / (perRow * Math.max(1, target.length)))))
  const draws: Scores[][] = []
  for (const weights of resamples(target.length, count, random)) draws.push(scorers.map((score) => score(weights)))
  return new Map(scoresOf(task).map((id) => [id, figuresOf(whole, draws, id)]))
}

function figuresOf(whole: readonly Scores[], draws: readonly (readonly Scores[])[], id: ScoreId): UtilityFigures {
  const [synthetic, real, majority] = whole.map((scores) => scores.get(id))
  const alone = {
    ...(synthetic === undefined ? {} : { synthetic }),
    ...(real === undefined ? {} : { real }),
    ...(majority === undefined ? {} : { majority }),
  }
  if (synthetic === undefined || real === undefined) return alone
  const triples = draws.map((scores) => scores.map((of) => of.get(id)))
  const gap = bounded(
    synthetic - real,
    replicatesOf(triples, ([s, r]) => s! - r!),
  )
  if (majority === undefined) return { ...alone, gap }
  const taught = percentileInterval(replicatesOf(triples, ([, r, m]) => r! - m!))
  const isTaught = taught !== undefined && taught[0] * taught[1] > 0
  if (!isTaught) return { ...alone, gap }
  const kept = bounded(
    (synthetic - majority) / (real - majority),
    replicatesOf(triples, ([s, r, m]) => (s! - m!) / (r! - m!)),
  )
  return { ...alone, gap, kept }
}

type Triple = readonly (number | undefined)[]

function replicatesOf(triples: readonly Triple[], figure: (triple: Triple) => number): number[] {
  return triples
    .filter((triple) => triple.every((v) => v !== undefined))
    .map(figure)
    .filter(Number.isFinite)
}

function bounded(value: number, replicates: readonly number[]): Bounded {
  const interval = percentileInterval(replicates)
  return interval ? { value, interval } : { value }
}
