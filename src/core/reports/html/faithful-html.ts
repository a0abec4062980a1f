import type { Measurement, Referenced } from '../../metrics/metric'
import { doubtsOf } from '../../metrics/table/data-check'
import type { FaithfulReport, MapReport, PairPicture } from '../faithful'
import type { Report } from '../report'
import { decimalText } from './decimal-text'
import { checkText, doubtHtmlText, faithfulTexts, findingText } from './faithful-texts'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import { brokenRules, ruleHeads, ruleRows, ruleSummary } from './rule-words'
import type { ReportWords } from './words'

const percent = (v: number) => `${decimalText(100 * v, 2)}\u00a0%`
const decimal = (v: number) => decimalText(v, 3)

/** Before any number: whether the real rows are fit to be compared with. */
export function checkHtml({ check }: Report): string {
  const parts = check.parts.map(({ part, rows, repeated }) => [
    escapeHtml(faithfulTexts.parts[part]),
    rows.toLocaleString('en'),
    repeated.toLocaleString('en'),
  ])
  const told = check.findings.map((finding) => `<p class="warn">${escapeHtml(findingText(finding))}</p>`)
  return sectionHtml(
    faithfulTexts.headings.check,
    check.findings.length === 0 ? paragraphHtml(checkText(check)) : told.join(''),
    tableHtml(faithfulTexts.heads.parts, parts),
    `<details><summary>${faithfulTexts.numbers}</summary>${tableHtml(faithfulTexts.heads.shared, sharedRows(check))}${shiftHtml(check)}</details>`,
  )
}

const sharedRows = ({ overlaps }: Report['check']) =>
  overlaps.map(({ part, against, equal, near, keys }) => [
    escapeHtml(`${faithfulTexts.parts[part]} in ${faithfulTexts.parts[against].toLowerCase()}`),
    `${equal.rows.toLocaleString('en')} (${Math.round(equal.expected * equal.of).toLocaleString('en')})`,
    near ? `${near.rows} of ${near.of} (${Math.round(near.expected * near.of)})` : '–',
    keys ? escapeHtml(`${keys.rows.toLocaleString('en')} of ${keys.column}`) : '–',
  ])

function shiftHtml({ shift }: Report['check']): string {
  if (shift?.auc.kind !== 'value') return ''
  const [low, high] = shift.interval ?? [shift.auc.value, shift.auc.value]
  return paragraphHtml(
    `Training rows told from test rows: AUC ${decimal(shift.auc.value)} (${decimal(low)} – ${decimal(high)}), ${shift.rows.toLocaleString('en')} rows of each.`,
  )
}

/** A reason in front of a section that can't be relied on; '' where it can. */
export function doubtHtml({ check }: Report, of: 'usefulness' | 'copies' | 'references'): string {
  const doubt = doubtsOf(check).find((one) => one.of === of)
  return doubt ? `<p class="warn">${escapeHtml(doubtHtmlText(of, doubt.because))}</p>` : ''
}

/** Headlines beside the sampling ceiling, whole rows, triples, rare cells, validity, the map and the worst pairs. */
export function faithfulDetailsHtml(report: Report, words: ReportWords): string {
  const { summary, faithful, pairPictures } = report
  const cell = (m: Measurement | undefined, write: (v: number) => string) =>
    m === undefined ? '–' : escapeHtml(m.kind === 'value' ? write(m.value) : words.undefinedReason(m))
  const between = (interval: readonly [number, number] | undefined, write: (v: number) => string) =>
    interval ? `${write(interval[0])} – ${write(interval[1])}` : '–'
  const headlines = (
    [
      [words.figures.shapeError, summary.shapeError],
      [words.figures.trendError, summary.trendError],
      [words.figures.strongTrendError, summary.strongTrendError],
      [words.figures.sharedBinError, summary.sharedBinError],
      [faithfulTexts.figures.links, summary.associationGap],
      [faithfulTexts.figures.triples, faithful?.triples?.error],
      [words.figures.missingGap, summary.missingGap],
    ] as const
  ).flatMap(([name, figure]) =>
    figure
      ? [
          [
            escapeHtml(name),
            cell(figure.synthetic, percent),
            between(figure.interval, percent),
            cell(figure.ceiling, percent),
            cell(figure.matched, percent),
            cell(figure.control, percent),
          ],
        ]
      : [],
  )
  const parts = [
    sectionHtml(
      faithfulTexts.headings.ceilings,
      paragraphHtml(faithfulTexts.notes.ceilings),
      tableHtml(faithfulTexts.heads.ceilings, headlines),
    ),
  ]
  if (faithful) parts.push(wholeRowsHtml(faithful, cell, between), rareHtml(faithful), validityHtml(faithful))
  if (faithful?.map) parts.push(mapHtml(faithful.map))
  if (pairPictures.length > 0)
    parts.push(
      sectionHtml(
        faithfulTexts.headings.pairs,
        paragraphHtml(faithfulTexts.notes.pairs),
        `<div class="tiles">${pairPictures.map(pairHtml).join('')}</div>`,
      ),
    )
  return parts.join('\n')
}

type Cell = (m: Measurement | undefined, write: (v: number) => string) => string
type Between = (interval: readonly [number, number] | undefined, write: (v: number) => string) => string

function wholeRowsHtml({ joint, triples }: FaithfulReport, cell: Cell, between: Between): string {
  const rows = (['alphaPrecision', 'betaRecall', 'coverage'] as const).map((id) => [
    escapeHtml(faithfulTexts.figures[id]),
    cell(joint[id].synthetic, decimal),
    between(joint[id].interval, decimal),
    cell(joint[id].ceiling, decimal),
    cell(joint[id].control, decimal),
  ])
  const compared = (error: Referenced, ceiling: Measurement) => [
    cell(error.synthetic, percent),
    cell(ceiling, percent),
    cell(error.control, percent),
  ]
  const worst = (triples?.worst ?? []).map(({ names, error, ceiling }) => [
    escapeHtml(names.join(' × ')),
    ...compared(error, ceiling),
  ])
  return sectionHtml(
    faithfulTexts.headings.rows,
    paragraphHtml(faithfulTexts.notes.joint(joint.rows)),
    tableHtml(faithfulTexts.heads.joint, rows),
    worst.length > 0 ? tableHtml(faithfulTexts.heads.triples, worst) : '',
  )
}

function rareHtml({ rareCells }: FaithfulReport): string {
  const times = (v: number) => (Number.isFinite(v) ? `${v.toFixed(2)} ×` : '> 99 ×')
  const off = rareCells.worst.map(({ of, real, synthetic, interval }) => [
    escapeHtml(of.map(([name, level]) => `${name}: ${level}`).join(', ')),
    real.toLocaleString('en'),
    synthetic.toLocaleString('en'),
    `${times(interval[0])} – ${times(interval[1])}`,
  ])
  const rows = rareCells.bands.map(({ least, most, cells, present, ratio }) => [
    least === most ? String(least) : `${least} – ${most}`,
    cells.toLocaleString('en'),
    percent(present.synthetic),
    percent(present.control),
    times(ratio.synthetic),
    times(ratio.control),
  ])
  return sectionHtml(
    faithfulTexts.headings.rare,
    paragraphHtml(faithfulTexts.notes.rare(rareCells)),
    rows.length > 0 ? tableHtml(faithfulTexts.heads.rare, rows) : '',
    off.length > 0 ? tableHtml(faithfulTexts.heads.rareOff, off) : '',
  )
}

function validityHtml({ validity }: FaithfulReport): string {
  const rows = validity.columns.map(({ name, outside, missing, unreadable }) => [
    escapeHtml(name),
    percent(outside),
    percent(missing),
    percent(unreadable),
  ])
  const keys = validity.keys.map(({ name, repeated }) => `${name}: ${percent(repeated)}`)
  return sectionHtml(
    faithfulTexts.headings.validity,
    rows.length > 0 ? tableHtml(faithfulTexts.heads.validity, rows) : paragraphHtml(faithfulTexts.notes.valid),
    paragraphHtml(ruleSummary(validity.rules)),
    brokenRules(validity.rules).length > 0
      ? tableHtml(
          ruleHeads,
          ruleRows(validity.rules).map((cells) => cells.map(escapeHtml)),
        )
      : '',
    keys.length > 0 ? paragraphHtml(`${faithfulTexts.notes.keys} ${keys.join(', ')}`) : '',
  )
}

function mapHtml({ axes, bins, control, synthetic }: MapReport): string {
  const names = axes.map(({ columns, explained }) => `${columns.join(', ')} (${Math.round(100 * explained)} %)`)
  const picture = (title: string, cells: readonly number[], tone: string) => {
    const top = Math.max(...cells, 1e-9)
    const squares = cells.map((share, i) => {
      if (share === 0) return ''
      const [row, column] = [bins - 1 - Math.floor(i / bins), i % bins]
      return `<rect class="${tone}" x="${column}" y="${row}" width="1" height="1" fill-opacity="${Math.sqrt(share / top).toFixed(2)}"/>`
    })
    return `<figure><figcaption>${escapeHtml(title)}</figcaption><svg class="grid" viewBox="0 0 ${bins} ${bins}" role="img" aria-label="${escapeHtml(title)}">${squares.join('')}</svg></figure>`
  }
  const regions = 4
  const wide = bins / regions
  const sums = (cells: readonly number[]) =>
    Array.from({ length: regions * regions }, (_, r) => {
      let sum = 0
      cells.forEach((share, i) => {
        const [row, column] = [Math.floor(i / bins / wide), Math.floor((i % bins) / wide)]
        if (row * regions + column === r) sum += share
      })
      return sum
    })
  const [real, made] = [sums(control), sums(synthetic)]
  const numbers = real.map((share, r) => [
    `${(r % regions) + 1} / ${Math.floor(r / regions) + 1}`,
    percent(share),
    percent(made[r]!),
  ])
  return sectionHtml(
    faithfulTexts.headings.map,
    paragraphHtml(`${faithfulTexts.notes.map} → ${names[0]}. ↑ ${names[1]}.`),
    `<div class="tiles">${picture(faithfulTexts.real, control, 'real')}${picture(faithfulTexts.made, synthetic, 'bar')}</div>`,
    `<details><summary>${faithfulTexts.numbers}</summary>${tableHtml(faithfulTexts.heads.map, numbers)}</details>`,
  )
}

function pairHtml({ a, b, labelsA, labelsB, synthetic, real }: PairPicture): string {
  const [width, height] = [labelsB.length, labelsA.length]
  const gap = synthetic.map((share, i) => share - real[i]!)
  const top = Math.max(...gap.map(Math.abs), 1e-9)
  const squares = gap.map((v, i) => {
    const strength = Math.sqrt(Math.abs(v) / top)
    if (strength < 0.05) return ''
    const [x, y] = [i % width, Math.floor(i / width)]
    const sign = strength > 0.4 ? `<text x="${x + 0.5}" y="${y + 0.75}">${v > 0 ? '+' : '−'}</text>` : ''
    return `<rect class="${v > 0 ? 'bar' : 'real'}" x="${x}" y="${y}" width="1" height="1" fill-opacity="${strength.toFixed(2)}"/>${sign}`
  })
  const worst = gap
    .map((v, i) => ({ v, i }))
    .sort((x, y) => Math.abs(y.v) - Math.abs(x.v))
    .slice(0, 8)
    .map(({ i }) => [
      escapeHtml(`${labelsA[Math.floor(i / width)]} × ${labelsB[i % width]}`),
      percent(real[i]!),
      percent(synthetic[i]!),
    ])
  const title = `${a} × ${b}`
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><svg class="grid" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${squares.join('')}</svg><details><summary>${faithfulTexts.numbers}</summary>${tableHtml(faithfulTexts.heads.cells, worst)}</details></figure>`
}
