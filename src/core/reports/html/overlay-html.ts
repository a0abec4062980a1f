import type { ColumnOverlay, OverlayBar } from '../overlay'
import { shareBand } from '../share-band'
import { escapeHtml, tableHtml } from './page'
import type { ReportWords } from './words'

const fewestRows = 5
const width = 200
const height = 60

/**
 * A column's two distributions as a picture with its numbers below. Bars that fewer than five of the `realRows` make up
 * are not published: levels are pooled, places on a scale stay empty.
 */
export function overlayHtml(overlay: ColumnOverlay, realRows: number, note: string, words: ReportWords): string {
  const bars = publicBars(overlay, realRows)
  const head = `<figcaption>${escapeHtml(overlay.name)} <span>${escapeHtml(note)}</span></figcaption>`
  if (bars.length === 0) return `<figure>${head}</figure>`
  const ends = overlay.ends ?? [labelOf(bars[0]!, words), labelOf(bars.at(-1)!, words)]
  const axis = `<div class="ends">${ends.map((end) => `<span>${escapeHtml(end)}</span>`).join('')}</div>`
  return `<figure>${head}${pictureOf(bars, overlay)}${axis}${numbersOf(overlay, bars, words)}</figure>`
}

export function publicBars({ bars, ordered }: ColumnOverlay, realRows: number): OverlayBar[] {
  const isSmall = ({ real, part }: OverlayBar) =>
    part !== 'other' && real > 0 && Math.round(real * realRows) < fewestRows
  if (ordered) return bars.map((bar) => (isSmall(bar) ? { ...bar, real: 0 } : bar))
  const small = bars.filter((bar) => isSmall(bar) || bar.part === 'other')
  if (small.length === 0) return [...bars]
  const sum = (side: 'real' | 'synthetic') => small.reduce((total, bar) => total + bar[side], 0)
  const other: OverlayBar = { label: '', real: sum('real'), synthetic: sum('synthetic'), part: 'other' }
  return [...bars.filter((bar) => !small.includes(bar)), other]
}

function pictureOf(bars: readonly OverlayBar[], { name, rows }: ColumnOverlay): string {
  const top = Math.max(...bars.map((bar) => Math.max(bar.real, bar.synthetic)), 1e-9)
  const step = width / bars.length
  const place = (share: number) => (height - (share / top) * (height - 2)).toFixed(1)
  const filled = bars.map(
    ({ synthetic }, i) =>
      `<rect class="bar" x="${(i * step).toFixed(1)}" y="${place(synthetic)}" width="${(step * 0.92).toFixed(1)}" height="${(height - Number(place(synthetic))).toFixed(1)}"/>`,
  )
  const bands = bars.map(({ real }, i) => {
    if (!rows) return ''
    const [low, high] = shareBand(real, rows.real, rows.synthetic).map((share) => Number(place(Math.min(share, top))))
    return `<rect class="band" x="${(i * step).toFixed(1)}" y="${high}" width="${step.toFixed(1)}" height="${(low! - high!).toFixed(1)}"/>`
  })
  const line = bars.map(
    ({ real }, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${place(real)}h${step.toFixed(1)}`,
  )
  return `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(name)}">${filled.join('')}${bands.join('')}<path class="line" d="${line.join('')}"/></svg>`
}

function numbersOf({ missing }: ColumnOverlay, bars: readonly OverlayBar[], words: ReportWords): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const rows = bars.map((bar) => [escapeHtml(labelOf(bar, words)), percent(bar.real), percent(bar.synthetic)])
  if (missing.real > 0 || missing.synthetic > 0)
    rows.push([escapeHtml(words.figures.missing), percent(missing.real), percent(missing.synthetic)])
  const { value, control, synthetic } = words.columns
  return `<details><summary>${escapeHtml(words.columns.numbers)}</summary>${tableHtml([value, control, synthetic], rows)}</details>`
}

function labelOf({ label, part }: OverlayBar, words: ReportWords): string {
  if (part === 'below') return '<'
  if (part === 'above') return '>'
  return part === 'other' ? words.notes.other : label
}
