import { studentQuantile } from '../../metrics/student-t'
import { type ScoreId, scoresOf } from '../../metrics/table/scores'
import type { UsefulnessTask } from '../../metrics/table/usefulness'
import type { Bounded } from '../../metrics/table/utility-kept'
import { type Addition, type Arm, armsOf, controls, isSameArm, type MixingPlan, realRows } from './arms'
import type { ArmResult } from './run'

/** How much real and how much synthetic: what models score on the same test rows. */
export interface MixingReport {
  readonly generator: string
  readonly target: string
  readonly measure: ScoreId
  readonly plan: MixingPlan
  readonly arms: readonly ArmFigures[]
  /** One per share of real rows, the smallest first. */
  readonly verdicts: readonly MixingVerdict[]
}

export interface ArmFigures extends Arm {
  readonly trainRows: number
  readonly seeds: number
  /** Mean over seeds. */
  readonly score: Bounded
  /** Over the real rows of this share alone; absent for these themselves. */
  readonly gain?: Bounded
}

export interface MixingVerdict {
  readonly share: number
  readonly realRows: number
  /**
   * gain: better than real rows alone, and better than each control of the same size · gain-as-controls: better than
   * real rows alone, but so are rows without a generator · no-gain: chance explains the difference · loss: every
   * multiple is worse than real rows alone.
   */
  readonly outcome: 'gain' | 'gain-as-controls' | 'no-gain' | 'loss'
  /** Where synthetic rows help most. Its interval allows for the choice among multiples (Bonferroni). */
  readonly best: { readonly multiple: number; readonly gain: Bounded }
  /** The control that comes nearest at that multiple, and synthetic − it. */
  readonly control?: { readonly addition: Addition; readonly difference: Bounded }
  readonly fineTuned?: Bounded
}

const alpha = 0.05

/** What the results so far say. Shares whose arms are not all there yet have no verdict. */
export function mixingReport(
  results: readonly ArmResult[],
  plan: MixingPlan,
  of: UsefulnessTask,
  generator: string,
): MixingReport {
  const arms = plan.shares.flatMap((share) => armsOf(plan, share).flatMap((arm) => figuresOf(results, arm)))
  return {
    generator,
    target: of.target.name,
    measure: scoresOf(of.task)[0]!,
    plan,
    arms,
    verdicts: plan.shares.flatMap((share) => verdictOf(results, plan, share) ?? []),
  }
}

function figuresOf(results: readonly ArmResult[], arm: Arm): ArmFigures[] {
  const own = scored(results, arm)
  if (own.length === 0) return []
  const alone = { ...arm, addition: 'none', multiple: 0 } as const
  const gain = arm.addition === 'none' ? undefined : difference(results, arm, alone, alpha)
  return [
    {
      ...arm,
      trainRows: own[0]!.trainRows,
      seeds: own.length,
      score: bounded(
        own.map(({ score, replicates }) => ({ score: score!, replicates })),
        alpha,
      ),
      ...(gain ? { gain } : {}),
    },
  ]
}

const scored = (results: readonly ArmResult[], arm: Arm) =>
  results.filter((result) => isSameArm(result, arm) && result.score !== undefined)

interface Trial {
  readonly score: number
  readonly replicates: readonly number[]
}

/** `arm` − `other`, seed by seed and draw by draw. */
function difference(results: readonly ArmResult[], arm: Arm, other: Arm, level: number): Bounded | undefined {
  const pairs = scored(results, arm).flatMap((a): Trial[] => {
    const b = scored(results, other).find((result) => result.seed === a.seed)
    if (!b) return []
    return [{ score: a.score! - b.score!, replicates: a.replicates.map((v, i) => v - b.replicates[i]!) }]
  })
  return pairs.length > 0 ? bounded(pairs, level) : undefined
}

/**
 * The mean over seeds. Two sources of chance add up: seeds (which real rows, which draws of the generator; variance of
 * the mean over `s` seeds) and test rows (bootstrap variance of the mean). The interval is Student's with the degrees of
 * freedom of Welch and Satterthwaite (1946).
 */
function bounded(trials: readonly Trial[], level: number): Bounded {
  const s = trials.length
  const mean = trials.reduce((sum, { score }) => sum + score, 0) / s
  if (s < 2) return { value: mean }
  const ofSeeds = trials.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / (s - 1) / s
  const means = trials[0]!.replicates.map((_, i) => trials.reduce((sum, t) => sum + t.replicates[i]!, 0) / s)
  const ofTest = variance(means)
  const error = Math.sqrt(ofSeeds + ofTest)
  if (error === 0) return { value: mean, interval: [mean, mean] }
  const freedom = ofSeeds > 0 ? ((ofSeeds + ofTest) ** 2 / ofSeeds ** 2) * (s - 1) : Number.POSITIVE_INFINITY
  const reach = studentQuantile(level, freedom) * error
  return { value: mean, interval: [mean - reach, mean + reach] }
}

function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1)
}

function verdictOf(results: readonly ArmResult[], plan: MixingPlan, share: number): MixingVerdict | undefined {
  const arms = armsOf(plan, share)
  if (arms.some((arm) => scored(results, arm).length < plan.seeds)) return undefined
  const alone = arms[0]!
  // The best of several multiples is good by chance: its interval is wider.
  const level = alpha / plan.multiples.length
  const gains = plan.multiples.map((multiple) => ({
    multiple,
    gain: difference(results, { share, addition: 'synthetic', multiple }, alone, level)!,
  }))
  const best = gains.reduce((a, b) => (b.gain.value > a.gain.value ? b : a))
  const control = nearestControl(results, share, best.multiple)
  const tuned = arms.find((arm) => arm.addition === 'fine-tuned')
  const fineTuned = tuned && difference(results, tuned, alone, alpha)
  const low = (of: Bounded) => of.interval?.[0] ?? Number.NEGATIVE_INFINITY
  const high = (of: Bounded) => of.interval?.[1] ?? Number.POSITIVE_INFINITY
  const gained = control && low(control.difference) > 0 ? 'gain' : 'gain-as-controls'
  const lost = gains.every(({ gain }) => high(gain) < 0) ? 'loss' : 'no-gain'
  return {
    share,
    realRows: realRows(plan, share),
    outcome: low(best.gain) > 0 ? gained : lost,
    best,
    ...(control ? { control } : {}),
    ...(fineTuned ? { fineTuned } : {}),
  }
}

function nearestControl(results: readonly ArmResult[], share: number, multiple: number) {
  const synthetic: Arm = { share, addition: 'synthetic', multiple }
  return controls
    .flatMap((addition) => {
      const apart = difference(results, synthetic, { share, addition, multiple }, alpha / controls.length)
      return apart ? [{ addition, difference: apart }] : []
    })
    .sort((a, b) => a.difference.value - b.difference.value)[0]
}
