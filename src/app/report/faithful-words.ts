import type { Measurement } from '../../core/metrics/metric'
import type { DataCheck, DataFinding, DoubtfulPart, PartName } from '../../core/metrics/table/data-check'
import { isBelowCeiling } from '../../core/reports/ceilings'
import type { Report, ReportSection, SummaryFigure } from '../../core/reports/report'
import { formatCount, formatList, formatQuantity } from '../../ui/format'
import { errorText, figureOf, scoreText } from './report-words'

const partWords: Readonly<Record<PartName, string>> = {
  train: 'training rows',
  control: 'control rows',
  test: 'test rows',
}

/** A share for reading, whole per cent where that says enough. */
const shareText = (rows: number, of: number): string => `${((100 * rows) / Math.max(1, of)).toFixed(1)} %`

/** What is wrong with the real parts, in words. */
export function findingWords(finding: DataFinding): string {
  if (finding.code === 'shifted')
    return `Test rows come from another distribution than training rows: a model tells them apart (AUC ${scoreText(finding.auc)}; 0.5 would be chance).`
  const { part, against, rows, of } = finding
  const counted = `${formatCount(rows)} of ${formatCount(of)} (${shareText(rows, of)})`
  switch (finding.code) {
    case 'rows-shared':
      return `${counted} ${partWords[part]} equal one of the ${partWords[against]}, more than repetition in this table explains.`
    case 'rows-near':
      return `${counted} sampled ${partWords[part]} are almost equal to one of the ${partWords[against]}, more than repetition explains.`
    case 'keys-shared':
      return `${counted} values of “${finding.column}” in the ${partWords[part]} also stand in the ${partWords[against]}: rows that belong together were torn apart.`
  }
}

const doubtWords: Readonly<Record<DoubtfulPart, string>> = {
  references: '“As good as real” looks better than it is, because its rows are not fresh.',
  copies: 'Copying can’t be judged, because the rows that it is compared with are not fresh.',
  usefulness: 'Usefulness can’t be judged on these test rows.',
}

/** What can't be concluded any more, and why. */
export const doubtText = (of: DoubtfulPart, because: DataFinding): string =>
  `${doubtWords[of]} ${findingWords(because)}`

/** What the check found in one sentence, when nothing is wrong. */
export function checkWords({ parts, overlaps, shift }: DataCheck): string {
  const shared = overlaps.reduce((sum, { equal }) => sum + equal.rows, 0)
  const repeated = parts.reduce((sum, part) => sum + part.repeated, 0)
  const apart =
    shared === 0
      ? 'No row of one part stands in another'
      : `${formatQuantity(shared, 'row')} of one part also stand in another, as many as repetition in this table explains`
  const auc = shift && figureOf(shift.auc)
  const told =
    auc === undefined ? '' : ` Test rows can’t be told from training rows beyond chance (AUC ${scoreText(auc)}).`
  const twins = repeated === 0 ? '' : ` ${formatQuantity(repeated, 'row')} repeat an earlier row of their own part.`
  return `${apart}.${told}${twins}`
}

export const partTitles: Readonly<Record<PartName, string>> = { train: 'Training', control: 'Control', test: 'Test' }

/** The headline over all rows, with its interval and what sampling alone would give. */
export function ceilingWords(figure: SummaryFigure, rows: number): string {
  const all = figureOf(figure.synthetic)
  if (all === undefined) return ''
  const between = figure.interval
    ? ` (95 % interval ${errorText(figure.interval[0])} to ${errorText(figure.interval[1])})`
    : ''
  const chance = figure.ceiling && figureOf(figure.ceiling)
  const beside =
    chance === undefined ? '' : ` As many fresh real rows would show ${errorText(chance)} by sampling alone.`
  return `All ${formatCount(rows)} rows: ${errorText(all)}${between}.${beside}`
}

/** Why less than sampling gives is no good news; undefined where nothing is below. */
export function belowCeilingWords({ summary, faithful, generator }: Report): string | undefined {
  const figures: readonly (readonly [string, SummaryFigure | undefined])[] = [
    ['columns', summary.shapeError],
    ['pairs', summary.trendError],
    ['pairs on shared bins', summary.sharedBinError],
    ['triples', faithful?.triples?.error],
  ]
  const below = figures.filter(([, figure]) => figure && isBelowCeiling(figure)).map(([name]) => name)
  if (below.length === 0) return undefined
  const own =
    generator === 'sequential-trees'
      ? ' Sequential trees draw evenly from what they learned, which alone does this; memorised rows would look the same.'
      : ' Memorised rows look like that.'
  return `Closer to the training rows than fresh rows would be by chance: ${formatList(below)}.${own} Read it together with the copies.`
}

/** What is still to come. */
export const sectionWords: Readonly<Record<ReportSection, string>> = {
  check: 'the split',
  columns: 'columns',
  pairs: 'pairs of columns',
  rows: 'whole rows',
  detectors: 'telling synthetic from real rows',
  usefulness: 'learning from synthetic rows',
  copies: 'copies of training rows',
  attacks: 'attacks on the rows learned from',
}

/** ['0.10 %', '0.2 %'] as an interval, or nothing. */
export const intervalText = (interval: readonly [number, number] | undefined, write: (v: number) => string): string =>
  interval ? `${write(interval[0])} to ${write(interval[1])}` : '–'

export const optional = (measurement: Measurement | undefined, write: (v: number) => string): string =>
  measurement?.kind === 'value' ? write(measurement.value) : '–'
