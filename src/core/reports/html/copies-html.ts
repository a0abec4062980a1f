import { isPrivateGenerator } from '../../dp/private-generator'
import type { Measurement } from '../../metrics/metric'
import type { CopyCount, Report } from '../report'
import { unseenHtml } from './audit-html'
import { decimalText } from './decimal-text'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import { internalNote } from './privacy-html'
import type { ReportWords } from './words'

const percent = (v: number) => `${decimalText(100 * v, 2)}\u00a0%`
const count = (n: number) => n.toLocaleString('en')
const between = (interval: readonly [number, number] | undefined) =>
  interval ? `${percent(interval[0])} – ${percent(interval[1])}` : '–'

const heads = ['Synthetic rows that are', 'Rows', 'Share', '95 % interval', 'Expected of fresh rows']

/** Synthetic rows beside train rows, counted against what fresh rows show. */
export function copiesHtml(report: Report, words: ReportWords): string {
  const { copies, audit, rareValues } = report
  const { exact, near, nearerToTrain, nearerToTrainInterval, duplicates } = copies
  const told = (m: Measurement) => escapeHtml(m.kind === 'value' ? percent(m.value) : words.undefinedReason(m))
  const counted = (name: string, { rows, compared, synthetic, interval, control }: CopyCount) => [
    escapeHtml(name),
    `${count(rows)} of ${count(compared)}`,
    told(synthetic),
    between(interval),
    told(control),
  ]
  const rows = [
    counted(words.figures.exact, exact),
    counted(words.figures.near, near),
    [
      escapeHtml(words.figures.nearerToTrain),
      '',
      told(nearerToTrain),
      between(nearerToTrainInterval),
      `${percent(0.5)} by chance`,
    ],
    [escapeHtml(words.figures.repeated), '', told(duplicates.synthetic), '', told(duplicates.control)],
  ]
  const rare = rareValues.columns.map(({ name, cells }) => `${name} (${count(cells)})`).join(', ')
  return sectionHtml(
    words.headings.private,
    unseenHtml(audit),
    paragraphHtml(words.notes.copies),
    `<div${audit?.holdout === 'split' ? ' class="grey"' : ''}>${tableHtml(heads, rows)}</div>`,
    rare === ''
      ? ''
      : paragraphHtml(
          `Cells with values that fewer than ${rareValues.minimumCount} training rows hold, by column: ${rare}.`,
        ),
    paragraphHtml(isPrivateGenerator(report.generator) ? internalNote : words.notes.privacy),
  )
}
