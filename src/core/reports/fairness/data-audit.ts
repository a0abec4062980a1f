import { countJoint } from '../../metrics/joint-counts'
import { type Measurement, undefinedBecause, value } from '../../metrics/metric'
import { cramersV } from '../../metrics/pair/cramers-v'
import { type Interval, percentileInterval } from '../../metrics/table/paired-bootstrap'
import type { TargetRows } from '../../metrics/table/usefulness'
import type { Bounded } from '../../metrics/table/utility-kept'
import type { Random } from '../../random'
import { fewestRows, type Grouping } from './groups'

/** A group's part of a table. */
export interface Representation {
  readonly realShare: number
  readonly syntheticShare: number
  /** Synthetic share over real share, with its 95 % interval. */
  readonly ratio: Bounded
}

/** Outcomes by group: shares of a class, or means of a number. */
export interface OutcomeAudit {
  /** The number of the class; absent where a number is predicted. */
  readonly outcome?: number
  /** Per group; undefined where it has too few rows. */
  readonly real: readonly (number | undefined)[]
  readonly synthetic: readonly (number | undefined)[]
  /** Largest minus smallest of the groups that are told in both tables. */
  readonly gap: { readonly real: number; readonly synthetic: number }
  /** A = |Δ synthetic| − |Δ real|: above 0 the synthetic table widens the gap. */
  readonly amplification: Bounded
}

export interface Association {
  /** Cramér's V between group and target. */
  readonly real: Measurement
  readonly synthetic: Measurement
}

const z = 1.959963984540054

/**
 * Representation ratio with the interval of Katz et al. (1978) for a ratio of two shares: normal on the log scale with
 * variance (1 − p₁)/(n₁p₁) + (1 − p₂)/(n₂p₂). Half a row is added where a group is absent.
 */
export function representationOf(real: number, realRows: number, synthetic: number, rows: number): Representation {
  const [p, q] = [real / realRows, synthetic / rows]
  const [a, b] = [Math.max(0.5, real) / realRows, Math.max(0.5, synthetic) / rows]
  const error = Math.sqrt((1 - a) / (realRows * a) + (1 - b) / (rows * b))
  const ratio = q / p
  return {
    realShare: p,
    syntheticShare: q,
    ratio: { value: ratio, interval: [(b / a) * Math.exp(-z * error), (b / a) * Math.exp(z * error)] },
  }
}

const draws = 400

/**
 * Outcomes by group in both tables; the interval of A by drawing rows again within each table. Of several classes, each
 * against the rest, the one whose shares lie farthest apart in either table: its interval is corrected for the number of
 * `classes` that were looked at (Bonferroni).
 */
export function auditOutcomes(
  real: TargetRows,
  synthetic: TargetRows,
  grouping: Grouping,
  classes: readonly number[],
  random: Random,
): OutcomeAudit | undefined {
  if (classes.length === 0) return auditMeans(real, synthetic, grouping, random)
  const of = ({ table, target }: TargetRows, k: number) => ({ table, target: target.map((y) => (y === k ? 1 : 0)) })
  const tests = classes.length
  const audits = classes.flatMap((k): OutcomeAudit[] => {
    const audit = auditMeans(of(real, k), of(synthetic, k), grouping, random.fork(k), tests)
    return audit ? [{ outcome: k, ...audit }] : []
  })
  const width = ({ gap }: OutcomeAudit) => Math.max(gap.real, gap.synthetic)
  return audits.reduce<OutcomeAudit | undefined>((a, b) => (a && width(a) >= width(b) ? a : b), undefined)
}

function auditMeans(
  real: TargetRows,
  synthetic: TargetRows,
  grouping: Grouping,
  random: Random,
  tests = 1,
): OutcomeAudit | undefined {
  const tables = [real, synthetic].map(({ table, target }) => ({ target, groups: grouping.of(table) }))
  const whole = tables.map(({ target, groups }) => meansOf(target, groups, grouping.groups.length))
  const told = grouping.groups.map((_, g) => whole.every((means) => means[g] !== undefined))
  if (told.filter(Boolean).length < 2) return undefined
  const gapOf = (means: readonly (number | undefined)[]) => {
    const known = means.filter((mean, g) => told[g] && mean !== undefined) as number[]
    return Math.max(...known) - Math.min(...known)
  }
  const spreads = tables.map(({ target, groups }) => spreadsOf(target, groups, grouping.groups.length))
  const replicates = Array.from({ length: draws * tests }, () => {
    const [madeGap, realGap] = [1, 0].map((side) => {
      return gapOf(
        whole[side]!.map((mean, g) => (mean === undefined ? mean : mean + spreads[side]![g]! * random.normal())),
      )
    })
    return madeGap! - realGap!
  })
  const gap = { real: gapOf(whole[0]!), synthetic: gapOf(whole[1]!) }
  const amplification = gap.synthetic - gap.real
  // Redrawn gaps are larger than the gap itself by chance: the interval is set around the figure.
  const centred = centre(percentileInterval(replicates, 1 - 0.05 / tests), replicates, amplification)
  return {
    real: whole[0]!,
    synthetic: whole[1]!,
    gap,
    amplification: { value: amplification, ...(centred ? { interval: centred } : {}) },
  }
}

function centre(interval: Interval | undefined, replicates: readonly number[], at: number): Interval | undefined {
  if (!interval) return undefined
  const mean = replicates.reduce((sum, v) => sum + v, 0) / replicates.length
  return [interval[0] - mean + at, interval[1] - mean + at]
}

/** Mean target per group; undefined below 30 rows. */
function meansOf(target: Float64Array, groups: Int32Array, count: number): (number | undefined)[] {
  const { sums, rows } = momentsOf(target, groups, count)
  return Array.from(sums, (sum, g) => (rows[g]! >= fewestRows ? sum / rows[g]! : undefined))
}

/** Standard errors of the means. */
function spreadsOf(target: Float64Array, groups: Int32Array, count: number): number[] {
  const { sums, squares, rows } = momentsOf(target, groups, count)
  return Array.from(sums, (sum, g) => {
    const n = Math.max(1, rows[g]!)
    return Math.sqrt(Math.max(0, squares[g]! / n - (sum / n) ** 2) / n)
  })
}

function momentsOf(target: Float64Array, groups: Int32Array, count: number) {
  const [sums, squares, rows] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  groups.forEach((group, row) => {
    if (group < 0) return
    sums[group] = sums[group]! + target[row]!
    squares[group] = squares[group]! + target[row]! ** 2
    rows[group] = rows[group]! + 1
  })
  return { sums, squares, rows }
}

/** Cramér's V of group and class in both tables; of rows in a group that is told. */
export function associationOf(
  real: TargetRows,
  synthetic: TargetRows,
  grouping: Grouping,
  classes: number,
): Association {
  const strength = ({ table, target }: TargetRows) => {
    if (classes < 2) return undefinedBecause('not-applicable')
    const groups = grouping.of(table)
    const told = Uint32Array.from(groups.keys()).filter((row) => groups[row]! >= 0)
    const of = (codes: ArrayLike<number>) => Int32Array.from(told, (row) => codes[row]!)
    const v = cramersV(countJoint(of(groups), grouping.groups.length, of(target), classes))
    return v.kind === 'value' ? value(v.value) : v
  }
  return { real: strength(real), synthetic: strength(synthetic) }
}
