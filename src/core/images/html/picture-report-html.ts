import { escapeHtml, pageHtml, paragraphHtml, sectionHtml, tableHtml } from '../../reports/html/page'
import type { PictureReport } from '../metrics/picture-report'
import { pngUrl } from './data-url'
import {
  attackNote,
  attackRows,
  classRows,
  copiesNote,
  copyRows,
  type FigureRows,
  fewNote,
  fewPictures,
  fidelityNote,
  fidelityRows,
  pictureAnswers,
  pictureHeadings,
  utilityNote,
  utilityRows,
} from './picture-report-words'

export interface PictureReportPage {
  /** Absent where too little was held back to measure against. */
  readonly report: PictureReport | undefined
  /** For people. */
  readonly generator: string
  /** PNG of made pictures, a row for each class. */
  readonly sheet: Uint8Array
}

/** The report as one page that needs nothing else; of pictures it shows made ones only. */
export function pictureReportHtml({ report, generator, sheet }: PictureReportPage): string {
  const title = 'Made pictures: report'
  const picture = `<p><img alt="Made pictures, a row for each class" src="${pngUrl(sheet)}" style="max-width:100%;image-rendering:pixelated"></p>`
  const head = `<h1>${title}</h1>`
  if (!report)
    return pageHtml(
      title,
      head + paragraphHtml(`Made by ${generator}. Too few pictures were held back to measure against.`) + picture,
      true,
    )
  const { pictures, utility } = report
  const count = (n: number) => n.toLocaleString('en')
  const answers = Object.values(pictureAnswers(report))
  const body = [
    head,
    paragraphHtml(
      `${count(pictures.made)} pictures by ${generator}, which learned from ${count(pictures.train)}; ${count(pictures.test)} were held back and never learned from.`,
    ),
    pictures.train < fewPictures ? `<p class="warn">${escapeHtml(fewNote(pictures.train))}</p>` : '',
    `<ul>${answers.map((answer) => `<li>${escapeHtml(answer)}</li>`).join('')}</ul>`,
    picture,
    section(pictureHeadings.fidelity, fidelityNote(report), fidelityRows(report)),
    utility ? section(pictureHeadings.utility, utilityNote(utility), utilityRows(utility)) : '',
    utility ? section(pictureHeadings.classes, '', classRows(utility)) : '',
    section(pictureHeadings.copies, copiesNote(report), copyRows(report)),
    report.attack ? section(pictureHeadings.attack, attackNote(report.attack), attackRows(report.attack)) : '',
  ]
  return pageHtml(title, body.join('\n'), true)
}

const section = (heading: string, note: string, { heads, rows }: FigureRows): string =>
  sectionHtml(
    heading,
    note === '' ? '' : paragraphHtml(note),
    tableHtml(
      heads,
      rows.map((row) => row.map(escapeHtml)),
    ),
  )
