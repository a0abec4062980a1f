import type { UndefinedReason } from '../../metrics/metric'
import type { ColumnPredictability } from '../predictability'
import { boundedText, decimal, measureNames, percent, signed } from './usefulness-words'

/** How well every column is predicted, the same on the screen and in the exported report. */

export const predictabilityTitle = 'How well is every column predicted?'

export const predictabilityIntro =
  'Each column in turn as the target: a column that is predicted well from real rows and badly from synthetic ones has lost its links to the others.'

export const predictabilityHeads = [
  'Column',
  'Measure',
  'From synthetic rows',
  'From real rows',
  'Difference',
  'Gain kept',
]

/** Those that lost most first; those that can't be told last. */
export function predictabilityRows(
  columns: readonly ColumnPredictability[],
  reasonText: (reason: UndefinedReason) => string,
): string[][] {
  const keptOf = (column: ColumnPredictability) => ('reason' in column ? 2 : (column.kept?.value ?? 1.5))
  const figure = (v: number | undefined) => (v === undefined ? '–' : decimal(v))
  return columns
    .toSorted((a, b) => keptOf(a) - keptOf(b))
    .map((column) =>
      'reason' in column
        ? [column.name, reasonText(column.reason), '', '', '', '']
        : [
            column.name,
            measureNames[column.measure],
            figure(column.synthetic),
            figure(column.real),
            boundedText(column.gap, signed),
            column.kept ? boundedText(column.kept, percent) : 'nothing to keep',
          ],
    )
}
