import type { MixingReport } from '../mixing/mixing-report'
import { mixingHeads, mixingRows, mixingSummary, mixingText, multipleText, verdictText } from './mixing-words'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import { decimal } from './usefulness-words'

/** How much real, how much synthetic: the answers, the curve and their table. */
export function mixingHtml(report: MixingReport): string {
  const answers = report.verdicts.map((verdict) => `<li>${escapeHtml(verdictText(verdict, report))}</li>`)
  const rows = mixingRows(report, decimal).map((cells) => cells.map(escapeHtml))
  return sectionHtml(
    'How much real, how much synthetic?',
    paragraphHtml(mixingSummary(report)),
    `<ul>${answers.join('')}</ul>`,
    curveHtml(report),
    paragraphHtml(mixingText(report)),
    `<details><summary>All numbers</summary>${tableHtml(mixingHeads, rows)}</details>`,
  )
}

const [width, height, edge] = [300, 160, 12]

/** Score by synthetic rows per real row, a line per number of real rows, with 95 % intervals; the table follows. */
function curveHtml({ arms, plan }: MixingReport): string {
  const ticks = [0, ...plan.multiples]
  const shown = arms.filter(({ addition }) => addition === 'none' || addition === 'synthetic')
  const bounds = shown.flatMap(({ score }) => score.interval ?? [score.value])
  if (bounds.length < 2) return ''
  const [low, high] = [Math.min(...bounds), Math.max(...bounds)]
  const x = (multiple: number) => edge + (ticks.indexOf(multiple) * (width - 2 * edge)) / (ticks.length - 1)
  const y = (v: number) => height - edge - ((v - low) / Math.max(1e-9, high - low)) * (height - 2 * edge)
  const point = (multiple: number, v: number) => `${x(multiple).toFixed(1)} ${y(v).toFixed(1)}`
  const lines = plan.shares.map((share) => {
    const own = shown.filter((arm) => arm.share === share)
    const path = own.map(({ multiple, score }, i) => `${i === 0 ? 'M' : 'L'}${point(multiple, score.value)}`).join('')
    const bars = own.flatMap(({ multiple, score: { interval } }) =>
      interval ? [`M${point(multiple, interval[0])}L${point(multiple, interval[1])}`] : [],
    )
    const last = own.at(-1)
    const label = `${Math.round(share * plan.rows).toLocaleString('en')} real`
    const text = last
      ? `<text style="font-size:8px;text-anchor:end" x="${x(last.multiple).toFixed(1)}" y="${(y(last.score.value) - 3).toFixed(1)}">${escapeHtml(label)}</text>`
      : ''
    return `<path class="made" d="${path}"/><path class="line" d="${bars.join('')}"/>${text}`
  })
  const axis = ticks.map((multiple) => `<span>${escapeHtml(multipleText(multiple))}</span>`).join('')
  return `<figure style="max-width:36rem"><svg style="height:auto" viewBox="0 0 ${width} ${height}" role="img" aria-label="Score on test rows, from ${decimal(low)} to ${decimal(high)}, by synthetic rows per real row; the numbers follow">${lines.join('')}</svg><div class="ends">${axis}</div><div class="ends"><span>Synthetic rows per real row. From ${decimal(low)} (bottom) to ${decimal(high)} (top); upright lines: 95 % intervals.</span></div></figure>`
}
