import type { Measurement } from '../metrics/metric'
import type { RuleCheck } from '../metrics/table/rules'
import { kindOf } from '../relations/registry'
import type { Relation } from '../relations/relation'
import type { ColumnReport, PairReport, Report } from './report'

/** A fault that a reader should know first. Shares and errors are 0–1. */
export type Finding =
  /** Many real rows share a value that fewer synthetic rows have. */
  | {
      readonly code: 'lost-spike'
      readonly column: string
      readonly at: string
      readonly real: number
      readonly synthetic: number
    }
  /** Synthetic rows that equal a real one, more than repetition explains. */
  | { readonly code: 'copied'; readonly rows: number; readonly compared: number }
  /** Values that no real row has. */
  | { readonly code: 'invented'; readonly column: string; readonly share: number }
  | { readonly code: 'shape'; readonly column: string; readonly error: number; readonly control: number }
  | { readonly code: 'missing'; readonly column: string; readonly real: number; readonly synthetic: number }
  /** `measure`: what the strength is told in. */
  | {
      readonly code: 'lost-link'
      readonly a: string
      readonly b: string
      readonly measure: PairReport['association']['measure']
      readonly real: number
      readonly synthetic: number
    }
  /** A rule between columns that real rows keep; shares of rows that break it. */
  | { readonly code: 'broken-rule'; readonly relation: Relation; readonly broken: number; readonly control: number }
  | { readonly code: 'pair'; readonly a: string; readonly b: string; readonly error: number; readonly control: number }

interface Weighed {
  readonly finding: Finding
  /** Share of rows, or of a link's strength, that is wrong beyond what control shows. */
  readonly weight: number
}

/** Below this, a fault is not worth the first place on a page. */
const least = 0.05
/** A fault has to exceed what fresh real rows show so many times. */
const timesControl = 2
/** A spike is lost when less than this part of it is left. */
const keptSpike = 0.75
const linkFrom = 0.3
/** Of categories, not of values on a scale: a level that control lacks by chance is as rare there. */
const inventedFrom = 0.02

/**
 * Copies, and the gravest faults, at most `most` of columns and as many of pairs and rules, worst first in each. Columns come first, since they
 * spoil their pairs: of two columns of which one is off, only a lost link is told.
 */
export function findFaults(report: Report, most = 4): Finding[] {
  const columns = report.columns.flatMap(columnFaults)
  const rules = (report.faithful?.validity.rules ?? []).flatMap(ruleFault)
  const spoilt = new Set(columns.map(({ finding }) => ('column' in finding ? finding.column : '')))
  const isTold = (a: string, b: string) =>
    rules.some(({ finding }) => 'relation' in finding && [a, b].every((name) => namesOf(finding.relation).has(name)))
  const pairs = report.pairs
    .flatMap(pairFaults)
    .filter(({ finding }) => finding.code !== 'pair' || !(spoilt.has(finding.a) || spoilt.has(finding.b)))
    .filter(({ finding }) => !('a' in finding) || !isTold(finding.a, finding.b))
  const worst = (faults: readonly Weighed[]) => faults.toSorted((x, y) => y.weight - x.weight).slice(0, most)
  return [...copyFault(report), ...worst(columns), ...worst([...rules, ...pairs])].map(({ finding }) => finding)
}

const numberOf = (m: Measurement): number | undefined => (m.kind === 'value' ? m.value : undefined)

/** The gravest fault of a column, in the words that explain most. */
function columnFaults(column: ColumnReport): Weighed[] {
  const faults = [spikeFault(column), inventedFault(column), shapeFault(column), missingFault(column)]
  const [spike, ...rest] = faults
  const found = rest.flatMap((fault) => (fault ? [fault] : [])).sort((x, y) => y.weight - x.weight)
  // A lost spike says why the shape is wrong.
  const first = spike && spike.weight >= 0.5 * (found[0]?.weight ?? 0) ? spike : found[0]
  return first ? [first] : []
}

function spikeFault({ name, spike }: ColumnReport): Weighed | undefined {
  if (!spike) return undefined
  const { at, train: real, synthetic } = spike
  const weight = real - synthetic
  if (weight < 2 * least || synthetic > keptSpike * real) return undefined
  return { weight, finding: { code: 'lost-spike', column: name, at, real, synthetic } }
}

function inventedFault({ name, overlay, metric }: ColumnReport): Weighed | undefined {
  if (!overlay || metric !== 'tv-complement') return undefined
  const strange = overlay.bars.filter((bar) => bar.part === 'value' && bar.real === 0)
  const share = strange.reduce((sum, bar) => sum + bar.synthetic, 0)
  return share < inventedFrom ? undefined : { weight: share, finding: { code: 'invented', column: name, share } }
}

function shapeFault({ name, shape }: ColumnReport): Weighed | undefined {
  const [score, real] = [numberOf(shape.synthetic), numberOf(shape.control)]
  if (score === undefined) return undefined
  const [error, control] = [1 - score, real === undefined ? 0 : 1 - real]
  const weight = error - control
  if (weight < least || error < timesControl * control) return undefined
  return { weight, finding: { code: 'shape', column: name, error, control } }
}

function missingFault({ name, missingGap, overlay }: ColumnReport): Weighed | undefined {
  const [gap, control] = [numberOf(missingGap.synthetic), numberOf(missingGap.control) ?? 0]
  if (gap === undefined || !overlay || gap - control < least) return undefined
  return { weight: gap - control, finding: { code: 'missing', column: name, ...overlay.missing } }
}

/**
 * Copies spoil every other figure: they are told first. A hold-out that holds train rows is no reference; how often train
 * rows have a twin in train still is.
 */
function copyFault({ copies: { exact }, audit, check }: Report): Weighed[] {
  const twins = check.overlaps.map(({ equal }) => equal.expected)
  const [made, fresh] = [numberOf(exact.synthetic) ?? 0, Math.min(numberOf(exact.control) ?? 1, ...twins)]
  const weight = made - fresh
  if (weight < least || exact.interval[0] < timesControl * fresh) return []
  const { rows, compared } = audit?.realCopies ?? exact
  return [{ weight, finding: { code: 'copied', rows, compared } }]
}

/** A broken rule says more than the lost link of its columns. */
function ruleFault({ relation, broken, control = 0 }: RuleCheck): Weighed[] {
  const weight = broken - control
  if (weight < least || broken < timesControl * control) return []
  return [{ weight, finding: { code: 'broken-rule', relation, broken, control } }]
}

const namesOf = (relation: Relation) => new Set(kindOf(relation).fieldsOf(relation))

function pairFaults(pair: PairReport): Weighed[] {
  const { a, b, association, sharedBins } = pair
  const [real, made] = [numberOf(association.train), numberOf(association.synthetic)]
  if (real !== undefined && made !== undefined) {
    // A correlation that turns round is lost more than whole.
    const weight = Math.abs(real) - Math.sign(real) * made
    if (Math.abs(real) >= linkFrom && weight >= Math.abs(real) / timesControl)
      return [{ weight, finding: { code: 'lost-link', a, b, measure: association.measure, real, synthetic: made } }]
  }
  const [score, reference] = [numberOf(sharedBins.synthetic), numberOf(sharedBins.control)]
  if (score === undefined) return []
  const [error, control] = [1 - score, reference === undefined ? 0 : 1 - reference]
  const weight = error - control
  if (weight < 2 * least || error < timesControl * control) return []
  return [{ weight, finding: { code: 'pair', a, b, error, control } }]
}
