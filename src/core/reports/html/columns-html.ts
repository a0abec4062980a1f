import type { Measurement } from '../../metrics/metric'
import type { ColumnReport, Report } from '../report'
import { decimalText } from './decimal-text'
import { overlayHtml } from './overlay-html'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import type { ReportWords } from './words'

const percent = (v: number) => `${decimalText(100 * v, 2)}\u00a0%`
const decimal = (v: number) => decimalText(v, 3)
const fewControlRows = 50

const heads = [
  'Column',
  'Error',
  'By sampling alone',
  'As good as real',
  'Wasserstein / σ',
  'By sampling alone',
  'Gap in missing cells',
  'Below the real 1 %',
  'Above the real 99 %',
]

/** Every column as a picture with its numbers, and all figures of all columns as one table. */
export function columnsHtml({ columns, rows }: Report, words: ReportWords): string {
  const realRows = rows.control >= fewControlRows ? rows.control : rows.train
  const told = (m: Measurement | undefined, write: (v: number) => string) =>
    m === undefined ? '–' : escapeHtml(m.kind === 'value' ? write(m.value) : words.undefinedReason(m))
  const error = (m: Measurement) => told(m, (score) => percent(1 - score))
  const tiles = columns.flatMap(({ overlay, shape }) =>
    overlay ? [overlayHtml(overlay, realRows, told(shape.synthetic, decimal), words)] : [],
  )
  const line = ({ name, shape, ceiling, distance, missingGap, tails }: ColumnReport) => [
    escapeHtml(name),
    error(shape.synthetic),
    told(ceiling, percent),
    error(shape.control),
    told(distance?.synthetic, decimal),
    told(distance?.ceiling, decimal),
    told(missingGap.synthetic, percent),
    tails ? percent(tails.synthetic.below.synthetic) : '–',
    tails ? percent(tails.synthetic.above.synthetic) : '–',
  ]
  const compared = columns.filter(({ metric }) => metric !== undefined)
  return sectionHtml(
    words.headings.columns,
    paragraphHtml(`${words.notes.overlay} ${words.notes.suppressed}`),
    `<div class="tiles">${tiles.join('')}</div>`,
    compared.length > 0
      ? `<details><summary>${escapeHtml(words.notes.allColumns)}</summary>${tableHtml(heads, compared.map(line))}</details>`
      : '',
  )
}
