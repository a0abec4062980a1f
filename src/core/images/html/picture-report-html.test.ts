import { expect, test } from 'vitest'
import type { PictureReport, Scores } from '../metrics/picture-report'
import { pngUrl } from './data-url'
import { pictureReportHtml } from './picture-report-html'
import { classRows, pictureAnswers } from './picture-report-words'

const scores = (confusion: number[][]): Scores => ({ share: 0.75, interval: [0.5, 0.9], macroF1: 0.74, confusion })
const figures = {
  frechet: 21.6,
  precision: 0.9,
  recall: 0.73,
  density: 1,
  coverage: 0.894,
  detection: 0.98,
  rawDetection: 0.71,
}
const audit = { made: 1000, test: 500, share: 0.004, interval: [0.001, 0.01] as const, medianMade: 9, medianTest: 9.5 }
const copies = { ...audit, isCopying: false, closest: [{ made: 3, train: 8, distance: 2 }] }
const report: PictureReport = {
  format: 'synthetic-data-studio/picture-report',
  version: 3,
  pictures: { train: 4750, control: 250, test: 1000, made: 4750 },
  fidelity: { components: 64, compared: 1000, made: figures, reference: { ...figures, coverage: 0.97 } },
  utility: {
    updates: 371,
    classes: ['<b>coat</b>', 'bag'],
    trainedOnMade: scores([
      [30, 10],
      [0, 0],
    ]),
    trainedOnReal: scores([
      [36, 4],
      [0, 0],
    ]),
    trainedOnBoth: scores([
      [38, 2],
      [0, 0],
    ]),
    agreement: { share: 0.9, interval: [0.8, 0.95] },
  },
  copies: { asTheyAre: copies, moved: { ...copies, isCopying: true } },
  attack: {
    train: 500,
    control: 250,
    area: 0.61,
    interval: [0.57, 0.65],
    reference: { test: 500, area: 0.503, interval: [0.46, 0.55] },
    isTelling: true,
  },
  spectrum: { made: 1.25, reference: 0.31, power: { made: [3, 2, 1], test: [3, 2, 1.2] } },
  pixels: { made: { brightness: 70, contrast: 80 }, test: { brightness: 71, contrast: 81 } },
}

test('bytes are written in base 64 as Node writes them', () => {
  for (const length of [0, 1, 2, 3, 50]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 97) % 256)
    expect(pngUrl(bytes)).toBe(`data:image/png;base64,${Buffer.from(bytes).toString('base64')}`)
  }
})

test('the page stands alone, shows the sheet, escapes names, and calls copying by its name', () => {
  const page = pictureReportHtml({ report, generator: 'Pyramid flow', sheet: Uint8Array.of(1, 2, 3) })
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
  expect(page).toContain('src="data:image/png;base64,AQID"')
  expect(page).not.toMatch(/<script|https?:|<b>coat/)
  expect(page).toContain('more than chance explains')
  expect(page).toContain('89.4\u00a0%')
  expect(page).toContain('share the pictures, not the project file')
  expect(page).toMatch(/spectra apart[\s\S]*1\.25[\s\S]*0\.31/)
})

test('a class shows what it is mistaken for; one without test pictures is left out', () => {
  expect(classRows(report.utility!).rows).toEqual([
    // Clopper–Pearson's intervals as scipy.stats.binomtest(30, 40) and (36, 40) give them.
    [
      '<b>coat</b>',
      '75.0\u00a0%',
      '58.8 to 87.3\u00a0%',
      '90.0\u00a0%',
      '76.3 to 97.2\u00a0%',
      'bag (25.0\u00a0%)',
      '40',
    ],
  ])
  expect(pictureAnswers(report).useful).toContain('75.0\u00a0%')
})
