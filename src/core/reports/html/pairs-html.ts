import type { Measurement } from '../../metrics/metric'
import type { PairReport, Report } from '../report'
import { decimalText } from './decimal-text'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import type { ReportWords } from './words'

const pairsShown = 100
const mostMapped = 60

const percent = (v: number) => `${decimalText(100 * v, 2)}\u00a0%`
const decimal = (v: number) => decimalText(v, 3)

const heads = [
  'Pair',
  'Error, shared bins',
  'By sampling alone',
  'As good as real',
  'Independent columns',
  'Similarity (SDMetrics)',
  'As good as real',
  'Link, real',
  'Link, synthetic',
]

/** The gap of every pair as a map, and the worst as a table: errors, references, and how strong the link is. */
export function pairsHtml({ pairs }: Report, words: ReportWords): string {
  if (pairs.length === 0) return ''
  const told = (m: Measurement | undefined, write: (v: number) => string) =>
    m === undefined ? '–' : escapeHtml(m.kind === 'value' ? write(m.value) : words.undefinedReason(m))
  const error = (m: Measurement) => told(m, (score) => percent(1 - score))
  const worst = [...pairs].sort((x, y) => (errorOf(y) ?? -1) - (errorOf(x) ?? -1)).slice(0, pairsShown)
  const rows = worst.map(({ a, b, trend, sharedBins, ceilings, association }) => [
    escapeHtml(`${a} × ${b}`),
    error(sharedBins.synthetic),
    told(ceilings?.sharedBins, percent),
    error(sharedBins.control),
    error(sharedBins.baseline),
    told(trend.synthetic, decimal),
    told(trend.control, decimal),
    told(association.train, decimal),
    told(association.synthetic, decimal),
  ])
  return sectionHtml(words.headings.pairs, paragraphHtml(words.notes.pairs), mapHtml(pairs), tableHtml(heads, rows))
}

const errorOf = ({ sharedBins: { synthetic } }: PairReport) =>
  synthetic.kind === 'value' ? 1 - synthetic.value : undefined

/** Squares of all pairs; wide tables have none, since nobody could read it. */
function mapHtml(pairs: readonly PairReport[]): string {
  const names = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  if (names.length < 3 || names.length > mostMapped) return ''
  const top = Math.max(0.05, ...pairs.map((pair) => errorOf(pair) ?? 0))
  const squares = pairs.flatMap((pair) => {
    const error = errorOf(pair)
    if (error === undefined) return []
    const [x, y] = [names.indexOf(pair.a), names.indexOf(pair.b)].sort((i, j) => i - j)
    const title = `${pair.a} × ${pair.b}: ${percent(error)}`
    return [
      `<rect class="bar" x="${x}" y="${y}" width="1" height="1" fill-opacity="${(error / top).toFixed(2)}"><title>${escapeHtml(title)}</title></rect>`,
    ]
  })
  const list = names.map((name, i) => `${i + 1} ${name}`).join(' · ')
  return `<figure style="max-width:24rem"><svg class="grid" viewBox="0 0 ${names.length} ${names.length}" role="img" aria-label="Errors of all pairs; the numbers follow">${squares.join('')}</svg><div class="ends"><span>${escapeHtml(`Rows and columns: ${list}. Full colour: ${percent(top)}.`)}</span></div></figure>`
}
