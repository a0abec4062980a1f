import { learnerIds } from '../learners/learner'
import { learnedFields } from '../metrics/compared-table'
import { type Measurement, undefinedBecause, value } from '../metrics/metric'
import { twoSampleAuc } from '../metrics/table/two-sample-auc'
import { trainAndTest, usefulnessTask } from '../metrics/table/usefulness'
import { auditCopies } from '../privacy/copies'
import type { Random } from '../random'
import type { Schema } from '../schema/schema'
import type { ControlTable, Table, TrainTable } from '../table/table'
import { quickQuality } from './quality'
import type { CandidateFigures, ChoiceReason, CopyCount, GeneratorChoiceReport } from './report'
import { narrowed } from './work-bounds'

export interface Candidate {
  readonly generator: string
  readonly synthetic: Table
}

export interface ChoiceData {
  readonly train: TrainTable
  readonly control: ControlTable
  readonly schema: Schema
  readonly random: Random
}

const widest = { detectorRows: 4000, usefulnessRows: 4000, copyRows: 1000, among: 10_000 }
const rounds = 50
/** Differences below these are noise at such numbers of rows. */
const alike = { auc: 0.01, usefulness: 0.004, error: 2e-4 }

/**
 * Compares what generators made on the control split: two families of detectors, usefulness where a target is set,
 * columns and pairs; one that copies more than chance explains is taken only when all do. `onProgress` (0–1) is awaited
 * and throws to stop.
 */
export async function chooseGenerator(
  candidates: readonly Candidate[],
  data: ChoiceData,
  onProgress: (progress: number) => void | Promise<void> = () => {},
): Promise<GeneratorChoiceReport> {
  const figures: CandidateFigures[] = []
  for (const candidate of candidates) {
    await onProgress(figures.length / candidates.length)
    figures.push(await measureCandidate(candidate, data, onProgress, figures.length, candidates.length))
  }
  return decide(figures)
}

async function measureCandidate(
  { generator, synthetic }: Candidate,
  { train, control, schema, random }: ChoiceData,
  onProgress: (progress: number) => void | Promise<void>,
  done: number,
  of: number,
): Promise<CandidateFigures> {
  const report = (part: number) => onProgress((done + part) / of)
  const bounds = narrowed(widest, learnedFields(schema, train.table, synthetic).length)
  const errors = quickQuality(control.table, synthetic, schema)
  const detectors: CandidateFigures['detectors'][number][] = []
  for (const detector of learnerIds) {
    const options = { detector, rows: bounds.detectorRows, rounds, random: random.fork('detect') }
    detectors.push({ detector, auc: twoSampleAuc(control.table, synthetic, schema, options) })
    await report(0.3 * detectors.length)
  }
  const task = usefulnessTask(train.table, schema)
  const useful =
    typeof task === 'string'
      ? undefinedBecause(task)
      : usefulness(synthetic, control.table, task, bounds.usefulnessRows, random)
  await report(0.8)
  const copies = auditCopies(train, control, synthetic, schema, {
    rows: bounds.copyRows,
    among: bounds.among,
    random: random.fork('copies'),
  })
  const areas = detectors.flatMap(({ auc }) => (auc.kind === 'value' ? [auc.value] : []))
  return {
    generator,
    shapeError: value(errors.shapeError),
    trendError: value(errors.trendError),
    worstAuc: areas.length > 0 ? value(Math.max(...areas)) : undefinedBecause('too-few-rows'),
    detectors,
    usefulness: useful,
    nearCopies: copies.near.synthetic,
    exactCopies: copies.exact.synthetic,
    copies: exceeds(copies.near) || exceeds(copies.exact),
  }
}

type ReadyTask = Exclude<ReturnType<typeof usefulnessTask>, string>

function usefulness(synthetic: Table, control: Table, task: ReadyTask, rows: number, random: Random): Measurement {
  const options = { rows, rounds, random: random.fork('useful') }
  const scores = trainAndTest('boosting', synthetic, control, task, options)
  return scores.get('auc') ?? scores.get('r2') ?? undefinedBecause('not-applicable')
}

/** More than twice what is expected, beyond what the sample's size explains. */
function exceeds({ control, interval }: CopyCount): boolean {
  return control.kind === 'value' && interval[0] > 2 * Math.max(control.value, 0.005)
}

const figureOf = (m: Measurement, otherwise: number) => (m.kind === 'value' ? m.value : otherwise)

/** The decision alone, from figures. The first candidate wins a tie. */
export function decide(figures: readonly CandidateFigures[]): GeneratorChoiceReport {
  const [first] = figures
  if (!first) throw new Error('there is nothing to choose from')
  const overall = rank(figures)
  const careful = figures.filter((candidate) => !candidate.copies)
  const { winner, reason } = careful.length > 0 ? rank(careful) : overall
  const rest = figures.filter((candidate) => candidate !== winner)
  const order = [...rest].sort((a, b) => Number(a.copies) - Number(b.copies) || area(a) - area(b))
  const because: ChoiceReason = figures.length === 1 ? 'only-candidate' : overall.winner === winner ? reason : 'copies'
  return { chosen: winner.generator, reason: because, candidates: [winner, ...order] }
}

const area = (candidate: CandidateFigures) => figureOf(candidate.worstAuc, 1)

function rank(candidates: readonly CandidateFigures[]): { winner: CandidateFigures; reason: ChoiceReason } {
  if (candidates.length === 1) return { winner: candidates[0]!, reason: 'copies' }
  const hidden = keepBest(candidates, (c) => -area(c), alike.auc)
  if (hidden.length === 1) return { winner: hidden[0]!, reason: 'less-detectable' }
  const useful = keepBest(hidden, (c) => figureOf(c.usefulness, 0), alike.usefulness)
  if (useful.length === 1) return { winner: useful[0]!, reason: 'more-useful' }
  const error = (c: CandidateFigures) => figureOf(c.shapeError, 1) + figureOf(c.trendError, 1)
  const close = keepBest(useful, (c) => -error(c), alike.error)
  return { winner: close[0]!, reason: close.length === 1 ? 'closer' : 'tie' }
}

function keepBest<T>(entries: readonly T[], score: (entry: T) => number, margin: number): T[] {
  const best = Math.max(...entries.map(score))
  return entries.filter((entry) => score(entry) >= best - margin)
}
