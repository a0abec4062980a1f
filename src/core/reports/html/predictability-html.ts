import type { ColumnPredictability } from '../predictability'
import { escapeHtml, paragraphHtml, tableHtml } from './page'
import {
  predictabilityHeads,
  predictabilityIntro,
  predictabilityRows,
  predictabilityTitle,
} from './predictability-words'
import type { ReportWords } from './words'

/** Every column as a target. */
export function predictabilityHtml(columns: readonly ColumnPredictability[], words: ReportWords): string {
  const rows = predictabilityRows(columns, (reason) => words.undefinedReason({ kind: 'undefined', reason }))
  const cells = rows.map((row) => row.map(escapeHtml))
  return `<h3>${predictabilityTitle}</h3>${paragraphHtml(predictabilityIntro)}${tableHtml(predictabilityHeads, cells)}`
}
