import { countBefore } from '../../metrics/count-before'
import type { AttackStrength, Estimate } from '../../reports/leak'
import { clopperPearson, differenceInterval, normalQuantile } from '../intervals'
import { wilsonInterval } from '../wilson'

/** Scores of rows that were learned from and of rows that were not; higher = taken for learned from. */
export interface Scored {
  readonly members: Float64Array
  readonly others: Float64Array
}

/** `corrected`: the confidence that is left after Bonferroni's correction, e.g. 1 − .05 / 20. */
export function attackStrength(scored: Scored, corrected: number): AttackStrength {
  return {
    rows: [scored.members.length, scored.others.length],
    auc: areaUnderCurve(scored, 0.95),
    corrected: areaUnderCurve(scored, corrected),
    foundAt1: foundAt(scored, 0.01, 0.95),
    foundAt10: foundAt(scored, 0.1, 0.95),
    foundAt1Corrected: foundAt(scored, 0.01, corrected),
    advantage: advantage(scored),
  }
}

/**
 * The area under the ROC curve, ties counted half, with the interval of DeLong, DeLong & Clarke-Pearson (1988): the
 * variance of each side's placements among the other. Sides that are told apart without error have no variance; then
 * half a misplaced row of the smaller side stands in for the deviation.
 */
export function areaUnderCurve({ members, others }: Scored, confidence: number): Estimate {
  const [m, n] = [members.length, others.length]
  if (m < 2 || n < 2) return { value: 0.5, interval: [0, 1] }
  const [sortedMembers, sortedOthers] = [members.toSorted(), others.toSorted()]
  const above = members.map((score) => placement(sortedOthers, score))
  const below = others.map((score) => 1 - placement(sortedMembers, score))
  const area = mean(above)
  const spread = Math.max(variance(above) / m + variance(below) / n, 1 / (4 * Math.min(m, n) ** 2))
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(spread)
  return { value: area, interval: [Math.max(0, area - reach), Math.min(1, area + reach)] }
}

/** The share of `sorted` below `score`, values equal to it counted half. */
function placement(sorted: Float64Array, score: number): number {
  return (countBefore(sorted, (v) => v < score) + countBefore(sorted, (v) => v <= score)) / (2 * sorted.length)
}

const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length

function variance(values: Float64Array): number {
  const middle = mean(values)
  return values.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (values.length - 1)
}

/**
 * The share of members found where at most `rate` of the others score higher. Its interval takes in that the threshold
 * hangs on the others that happen to be there: the Wilson intervals of both shares, joined as Newcombe (1998) joins
 * those of a difference.
 */
export function foundAt({ members, others }: Scored, rate: number, confidence: number): Estimate {
  if (members.length === 0 || others.length === 0) return { value: rate, interval: [0, 1] }
  const descending = others.toSorted().reverse()
  const threshold = descending[Math.min(descending.length - 1, Math.floor(rate * descending.length))]!
  const accused = above(others, threshold)
  const found = above(members, threshold)
  const [low, high] = differenceInterval(
    shareWithInterval(found, members.length, confidence),
    shareWithInterval(accused, others.length, confidence),
  )
  // Where scores tie at the threshold, fewer than `rate` are accused: the figure is moved to the rate that is named.
  const base = rate - accused / others.length
  const value = Math.min(1, found / members.length + base)
  return { value, interval: [Math.max(0, rate + low), Math.min(1, rate + high)] }
}

function shareWithInterval(hits: number, of: number, confidence: number) {
  return { share: hits / of, interval: wilsonInterval(hits, of, confidence) }
}

function above(scores: Float64Array, threshold: number): number {
  return scores.reduce((count, score) => count + (score > threshold ? 1 : 0), 0)
}

/** Every second row. Rows come in random order. */
function half(scores: Float64Array, which: 0 | 1): Float64Array {
  return scores.filter((_, i) => i % 2 === which)
}

/** TPR − FPR (Yeom et al. 2018) at the threshold that is best on one half, measured on the other. */
function advantage(scored: Scored): Estimate {
  const found = heldOutCounts(scored, (found, accused) => found - accused)
  if (!found) return { value: 0, interval: [-1, 1] }
  const shares = [
    shareWithInterval(found.found, found.members, 0.95),
    shareWithInterval(found.accused, found.others, 0.95),
  ]
  return { value: shares[0]!.share - shares[1]!.share, interval: differenceInterval(shares[0]!, shares[1]!) }
}

interface HeldOut {
  readonly found: number
  readonly members: number
  readonly accused: number
  readonly others: number
}

/** Counts on the second half at the threshold of the first half whose shares (found, accused) are worth most. */
function heldOutCounts(scored: Scored, worth: (found: number, accused: number) => number): HeldOut | undefined {
  const [members, others] = [half(scored.members, 0).sort().reverse(), half(scored.others, 0).sort().reverse()]
  const [held, heldOthers] = [half(scored.members, 1), half(scored.others, 1)]
  if (Math.min(members.length, others.length, held.length, heldOthers.length) === 0) return undefined
  let best = { worth: Number.NEGATIVE_INFINITY, threshold: Number.POSITIVE_INFINITY }
  let accused = 0
  // Thresholds that are equal to a score accuse what lies above it only.
  for (let found = 0; found < members.length; found++) {
    const threshold = members[found]!
    if (found > 0 && threshold === members[found - 1]) continue
    while (accused < others.length && others[accused]! > threshold) accused++
    const gained = worth(found / members.length, accused / others.length)
    if (gained > best.worth) best = { worth: gained, threshold }
  }
  return {
    found: above(held, best.threshold),
    members: held.length,
    accused: above(heldOthers, best.threshold),
    others: heldOthers.length,
  }
}

/**
 * A lower bound of ε by ln(TPR's lower / FPR's upper end), exact 95 % intervals of each (Clopper & Pearson); the
 * threshold comes from one half, the counts from the other (Jagielski et al. 2020). Never below 0. `powerLimit`: the
 * bound that a faultless attack on so many rows would reach.
 */
export function epsilonBound(scored: Scored): { readonly lower: number; readonly powerLimit: number; rows: number } {
  const smoothing = 2 / Math.max(4, scored.others.length)
  const counts = heldOutCounts(scored, (found, accused) => (found - smoothing) / (accused + smoothing))
  if (!counts) return { lower: 0, powerLimit: 0, rows: 0 }
  const { found, members, accused, others } = counts
  return {
    lower: Math.max(0, logRatio([found, members], [accused, others])),
    powerLimit: logRatio([members, members], [0, others]),
    rows: Math.min(members, others),
  }
}

function logRatio(found: readonly [number, number], accused: readonly [number, number]): number {
  return Math.log(clopperPearson(...found)[0] / clopperPearson(...accused)[1])
}
