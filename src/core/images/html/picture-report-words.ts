import { exactShareInterval } from '../../metrics/interval/binomial'
import type { CopyAudit } from '../metrics/copy-audit'
import type { LossAttack } from '../metrics/loss-attack'
import type { FidelityFigures, PictureReport, Scores, Utility } from '../metrics/picture-report'

/** A table of figures, formatted; the first cell of each row names it. */
export interface FigureRows {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export const pictureHeadings = {
  fidelity: 'How like the real ones they are',
  utility: 'What a classifier learns from them',
  classes: 'Class by class',
  copies: 'Whether they are copies',
  attack: 'What the model gives away',
} as const

const percent = (v: number) => `${(100 * v).toFixed(1)}\u00a0%`
const within = ([low, high]: readonly [number, number]) =>
  `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}\u00a0%`

type FidelityRow = readonly [name: string, of: (figures: FidelityFigures) => number | undefined, places: number]

const fidelityFigures: readonly FidelityRow[] = [
  ['Distance (0: same spread)', ({ frechet }) => frechet, 1],
  ['Coverage (real pictures with a made one near)', ({ coverage }) => coverage, 3],
  ['Recall (real pictures within the made ones’ range)', ({ recall }) => recall, 3],
  ['Density (how crowded where they lie)', ({ density }) => density, 3],
  ['Precision (made pictures within the real ones’ range)', ({ precision }) => precision, 3],
  ['Told from test pictures by components (.5: not at all)', ({ detection }) => detection, 3],
  ['Told from test pictures by pixels (.5: not at all)', ({ rawDetection }) => rawDetection, 3],
]

/** Each figure beside the same of train pictures in the made ones' place. */
export function fidelityRows({ fidelity, pixels, spectrum }: PictureReport): FigureRows {
  const { made, reference, baseline } = fidelity
  const sides = [made, reference, ...(baseline ? [baseline] : [])]
  const show = (value: number | undefined, places: number) => (value === undefined ? '–' : value.toFixed(places))
  const pixelRow = (name: string, of: 'brightness' | 'contrast') => [
    name,
    pixels.made[of].toFixed(1),
    pixels.test[of].toFixed(1),
    ...(baseline ? ['–'] : []),
  ]
  return {
    heads: ['Against test pictures', 'Made', 'Real', ...(baseline ? ['Draft'] : [])],
    rows: [
      ...fidelityFigures.map(([name, of, places]) => [name, ...sides.map((figures) => show(of(figures), places))]),
      [
        'Fineness (spectra apart, dB; 0: alike)',
        spectrum.made.toFixed(2),
        spectrum.reference.toFixed(2),
        ...(baseline ? ['–'] : []),
      ],
      pixelRow('Brightness, 0–255', 'brightness'),
      pixelRow('Contrast within a picture, 0–255', 'contrast'),
    ],
  }
}

export const fidelityNote = ({ fidelity }: PictureReport): string =>
  `“Real” are train pictures in the place of the made ones: what a perfect generator would show. Pictures are compared by ${fidelity.components} principal components of the train pictures, ${fidelity.compared.toLocaleString('en')} on each side; these are not the features of the usual FID, so its figures do not compare.`

export function utilityRows(utility: Utility): FigureRows {
  const row = (name: string, { share, interval, macroF1 }: Scores) => [
    name,
    percent(share),
    within(interval),
    percent(macroF1),
  ]
  return {
    heads: ['Trained on', 'Accuracy', '95 % interval', 'Macro F1'],
    rows: [
      row('Made pictures', utility.trainedOnMade),
      row('Real pictures', utility.trainedOnReal),
      row('Both together', utility.trainedOnBoth),
      ...(utility.baseline ? [row('The draft', utility.baseline)] : []),
    ],
  }
}

export const utilityNote = ({ updates, agreement }: Utility): string =>
  `Small networks of one kind, each trained with ${updates.toLocaleString('en')} updates and tested on the same real test pictures. The one trained on real pictures takes ${percent(agreement.share)} of the made ones (${within(agreement.interval)}) for what their label says.`

/** Share of each class's test pictures that are recognised, and what they are taken for most. */
export function classRows(utility: Utility): FigureRows {
  const { classes, trainedOnMade, trainedOnReal } = utility
  const rows = classes.flatMap((name, label) => {
    const made = trainedOnMade.confusion[label]!
    const of = made.reduce((sum, count) => sum + count, 0)
    if (of === 0) return []
    const real = trainedOnReal.confusion[label]!
    const range = (hits: number) => within(exactShareInterval(hits, of))
    return [
      [
        name,
        percent(made[label]! / of),
        range(made[label]!),
        percent(real[label]! / of),
        range(real[label]!),
        mistakenFor(made, label, classes),
        `${of}`,
      ],
    ]
  })
  return {
    heads: ['Class', 'By made', '95 % interval', 'By real', '95 % interval', 'Mostly mistaken for', 'Test pictures'],
    rows,
  }
}

function mistakenFor(row: readonly number[], label: number, classes: readonly string[]): string {
  const others = row.map((count, other) => (other === label ? 0 : count))
  const most = Math.max(...others)
  const of = row.reduce((sum, count) => sum + count, 0)
  return most === 0 ? '–' : `${classes[others.indexOf(most)]} (${percent(most / of)})`
}

export function copyRows({ copies }: PictureReport): FigureRows {
  const row = (name: string, { share, interval, medianMade, medianTest }: CopyAudit) => [
    name,
    percent(share),
    within(interval),
    '1.0 %',
    medianMade.toFixed(2),
    medianTest.toFixed(2),
  ]
  return {
    heads: ['Nearest learned picture', 'As near as the nearest 1 %', '95 % interval', 'Test', 'Median: made', 'test'],
    rows: [row('As they are', copies.asTheyAre), row('Moved by up to a pixel', copies.moved)],
  }
}

export const copiesNote = ({ copies }: PictureReport): string =>
  `For ${copies.moved.made.toLocaleString('en')} made and ${copies.moved.test.toLocaleString('en')} test pictures the distance to the nearest learned picture was taken. One test picture in a hundred lies nearer than some distance: of the made ones no more should. This finds copies; it does not prove that nobody can be recognised.`

/** The attack on the model beside what test pictures show in the learned ones' place. */
export function attackRows({ train, control, area, interval, reference }: LossAttack): FigureRows {
  const range = ([low, high]: readonly [number, number]) => `${low.toFixed(3)} to ${high.toFixed(3)}`
  return {
    heads: ['Told from control pictures by the model’s loss', 'AUC', '95 % interval', 'Pictures'],
    rows: [
      ['Learned pictures', area.toFixed(3), range(interval), `${train} against ${control}`],
      [
        'Test pictures (chance)',
        reference.area.toFixed(3),
        range(reference.interval),
        `${reference.test} against ${control}`,
      ],
    ],
  }
}

export const attackNote = ({ isTelling }: LossAttack): string =>
  `Who holds the model, not only the pictures, can ask how well it explains a picture: .5 means that learned ones stand out no more than others. ${
    isTelling
      ? 'Here they do: share the pictures, not the project file with the model in it.'
      : 'Here they do not stand out more than chance explains.'
  }`

export const isCopying = ({ copies }: PictureReport): boolean => copies.asTheyAre.isCopying || copies.moved.isCopying

/** The three answers in a sentence each. */
export function pictureAnswers(report: PictureReport) {
  const { fidelity, utility, copies } = report
  return {
    faithful: `${percent(fidelity.made.coverage)} of the test pictures have a made one near, where train pictures reach ${percent(fidelity.reference.coverage)}.`,
    useful: utility
      ? `A classifier trained on made pictures names ${percent(utility.trainedOnMade.share)} of the test pictures rightly; on real ones it reaches ${percent(utility.trainedOnReal.share)}.`
      : 'There is one class only: nothing to tell apart.',
    private: isCopying(report)
      ? `${percent(copies.moved.share)} of the made pictures lie as near to a learned one as the nearest 1 % of test pictures: more than chance explains.`
      : `${percent(copies.moved.share)} of the made pictures lie as near to a learned one as the nearest 1 % of test pictures: no sign of copying.`,
  }
}

/** With fewer pictures to learn from than this, the report says that its figures are wide. */
export const fewPictures = 500
export const fewNote = (train: number): string =>
  `Only ${train.toLocaleString('en')} pictures were learned from: figures are wide, and copying is likelier. Look at the closest pairs.`
