import { auc } from '../../learners/auc'
import { exactShareInterval } from '../../metrics/interval/binomial'
import type { Matrix, VelocityEngine } from '../../nets/engine'
import { permutation, type Random } from '../../random'
import { floatPictures } from '../learn/float-pictures'
import type { PictureModel } from '../learn/picture-generator'
import { principalComponents, project } from '../learn/principal-components'
import { pickPictures } from '../pick-pictures'
import type { PictureSet } from '../picture-set'
import { auditCopies, type CopyAudit } from './copy-audit'
import { frechetDistance } from './frechet-distance'
import { attackByLoss } from './loss-attack'
import { manifoldFigures } from './manifold-figures'
import { batchRows, type Classifier, fitClassifier, type LabelledFeatures } from './picture-classifier'
import {
  type Fidelity,
  type FidelityFigures,
  type PictureReport,
  type PixelFigures,
  pictureReportVersion,
  type Scores,
  type Utility,
} from './picture-report'
import { pixelSpace } from './pixel-space'
import { powerSpectrum, spectrumDifference } from './power-spectrum'

export interface MeasuredPictures {
  readonly train: PictureSet
  readonly control: PictureSet
  /** Real pictures that were not learned from. */
  readonly test: PictureSet
  readonly made: PictureSet
  /** The draft, to be measured beside them. */
  readonly baseline?: PictureSet
  /** What made them, where it is at hand: it is attacked. */
  readonly model?: Pick<PictureModel, 'losses'>
}

export interface MeasureOptions {
  /** Of each classifier; by the number of train pictures when absent. */
  readonly updates?: number
  /** Told the share that is done. */
  readonly onProgress?: (share: number) => void
}

const mostComponents = 64
const neighbours = 5
const mostAudited = 1000
const [leastUpdates, mostUpdates] = [100, 400]
/** Times that a classifier sees a train picture, where that is enough. */
const passes = 10
const leastMeasured = 10
const mostInSpectrum = 500

/** Undefined with fewer than ten pictures on a side: then there is nothing to measure against. */
export async function measurePictures(
  { train, control, test, made, baseline, model }: MeasuredPictures,
  engine: VelocityEngine,
  random: Random,
  { updates = updatesFor(train), onProgress = () => {} }: MeasureOptions = {},
): Promise<PictureReport | undefined> {
  if ([test, train, made].some(({ labels }) => labels.length < leastMeasured)) return undefined
  const { multiply } = engine
  // The audit comes first: what leaves the studio waits for it.
  const places = permutation(made.labels.length, random.fork('audit')).slice(0, mostAudited)
  const audited = pickPictures(made, places)
  const audit = (moves: number): CopyAudit => {
    const found = auditCopies({ train, test, made: audited }, moves, multiply)!
    return { ...found, closest: found.closest.map((pair) => ({ ...pair, made: places[pair.made]! })) }
  }
  const asTheyAre = audit(0)
  onProgress(0.1)
  const copies = { asTheyAre, moved: audit(1) }
  onProgress(0.5)
  const featuresOf = featureSpace(train, engine, random)
  const pixelsOf = pixelSpace(train)
  const rowsOf = (space: (set: PictureSet) => LabelledFeatures): Rows => ({
    train: space(train),
    test: space(test),
    made: space(made),
    ...(baseline && baseline.labels.length >= leastMeasured ? { baseline: space(baseline) } : {}),
  })
  const rows = rowsOf(featuresOf)
  const work: Work = { rows, classes: train.classes, engine, random, updates }
  const fidelity = await measureFidelity(work, rowsOf(pixelsOf))
  onProgress(0.7)
  const attack = model && (await attackByLoss({ train, control, test }, model, random.fork('attack')))
  onProgress(0.75)
  const utility = train.classes.length < 2 ? undefined : await measureUtility(work)
  onProgress(1)
  return {
    format: 'synthetic-data-studio/picture-report',
    version: pictureReportVersion,
    pictures: {
      train: train.labels.length,
      control: control.labels.length,
      test: test.labels.length,
      made: made.labels.length,
    },
    fidelity,
    ...(utility ? { utility } : {}),
    copies,
    ...(attack ? { attack } : {}),
    pixels: { made: pixelFigures(made), test: pixelFigures(test) },
    spectrum: measureSpectrum(train, test, made),
  }
}

const updatesFor = ({ labels }: PictureSet): number =>
  Math.min(mostUpdates, Math.max(leastUpdates, Math.round((passes * labels.length) / batchRows)))

interface Rows {
  readonly train: LabelledFeatures
  readonly test: LabelledFeatures
  readonly made: LabelledFeatures
  readonly baseline?: LabelledFeatures
}

interface Work {
  readonly rows: Rows
  readonly classes: readonly string[]
  readonly engine: VelocityEngine
  readonly random: Random
  readonly updates: number
}

/** Whitened principal components of the train pictures. */
function featureSpace(train: PictureSet, { multiply }: VelocityEngine, random: Random) {
  const found = principalComponents(floatPictures(train), mostComponents, 1, random.fork('components'), multiply)
  return (set: PictureSet): LabelledFeatures => {
    const rows = project(found, floatPictures(set), multiply)
    const values = rows.values.map((v, i) => v / found.deviations[i % rows.columns]!)
    return { rows: { ...rows, values }, labels: set.labels }
  }
}

/** The made pictures' spectrum against the test pictures', and that of train pictures. */
function measureSpectrum(train: PictureSet, test: PictureSet, made: PictureSet): PictureReport['spectrum'] {
  const few = (set: PictureSet) =>
    set.labels.length <= mostInSpectrum
      ? set
      : pickPictures(
          set,
          Int32Array.from({ length: mostInSpectrum }, (_, i) => i),
        )
  const [own, real, held] = [made, train, test].map((set) => powerSpectrum(few(set))) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  return {
    made: spectrumDifference(own, held),
    reference: spectrumDifference(real, held),
    power: { made: [...own], test: [...held] },
  }
}

async function measureFidelity(work: Work, pixels: Rows): Promise<Fidelity> {
  const { rows, engine, random } = work
  const { train, test, made, baseline } = rows
  const compared = Math.min(test.rows.rows, made.rows.rows, train.rows.rows)
  const take = (from: LabelledFeatures, name: string) => some(from.rows, compared, random.fork(name))
  const figures = async (side: 'made' | 'train' | 'baseline'): Promise<FidelityFigures> => {
    const of = rows[side]!
    const detection = await detect(take(of, side), take(test, 'test'), work)
    const raw = await detect(take(pixels[side]!, side), take(pixels.test, 'test'), work)
    return {
      frechet: frechetDistance(of.rows, test.rows),
      ...manifoldFigures(take(test, 'test'), take(of, side), neighbours, engine.multiply),
      ...(detection === undefined ? {} : { detection }),
      ...(raw === undefined ? {} : { rawDetection: raw }),
    }
  }
  return {
    components: train.rows.columns,
    compared,
    made: await figures('made'),
    reference: await figures('train'),
    ...(baseline ? { baseline: await figures('baseline') } : {}),
  }
}

/** A network learns on half of both which is which (Lopez-Paz & Oquab 2017, arXiv 1610.06545); AUC on the other half. */
async function detect(made: Matrix, real: Matrix, { engine, random, updates }: Work): Promise<number | undefined> {
  const half = made.rows >> 1
  const cut = (rows: Matrix, from: number, to: number) => rows.values.subarray(from * rows.columns, to * rows.columns)
  const both = (from: number, to: number): LabelledFeatures => {
    const values = Float32Array.from([...cut(made, from, to), ...cut(real, from, to)])
    const labels = Int32Array.from({ length: 2 * (to - from) }, (_, i) => (i < to - from ? 1 : 0))
    return { rows: { rows: labels.length, columns: made.columns, values }, labels }
  }
  const classifier = await fitClassifier(both(0, half), 2, updates >> 1, engine, random.fork('detector'))
  const held = both(half, made.rows)
  const scores = await classifier.scores(held.rows)
  classifier.dispose()
  const margins = Float64Array.from(held.labels, (_, i) => scores[2 * i + 1]! - scores[2 * i]!)
  return auc(margins, held.labels)
}

async function measureUtility(work: Work): Promise<Utility> {
  const { rows, classes, engine, random, updates } = work
  const { train, test, made, baseline } = rows
  const classifierOn = (from: LabelledFeatures) =>
    fitClassifier(from, classes.length, updates, engine, random.fork('classifier'))
  const scoresOf = async (from: LabelledFeatures): Promise<Scores> => {
    const classifier = await classifierOn(from)
    const scores = await score(classifier, test, classes.length)
    classifier.dispose()
    return scores
  }
  const real = await classifierOn(train)
  const trainedOnReal = await score(real, test, classes.length)
  const { share, interval } = await score(real, made, classes.length)
  real.dispose()
  return {
    updates,
    classes,
    trainedOnMade: await scoresOf(made),
    trainedOnReal,
    trainedOnBoth: await scoresOf(joined(train, made)),
    ...(baseline ? { baseline: await scoresOf(baseline) } : {}),
    agreement: { share, interval },
  }
}

async function score(classifier: Classifier, { rows, labels }: LabelledFeatures, classes: number): Promise<Scores> {
  const predicted = await classifier.predict(rows)
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  labels.forEach((label, i) => {
    confusion[label]![predicted[i]!]!++
  })
  const hits = confusion.reduce((sum, row, label) => sum + row[label]!, 0)
  const interval = exactShareInterval(hits, labels.length)
  return { share: hits / labels.length, interval, macroF1: macroF1(confusion), confusion }
}

/** F1 = 2 · hits / (asked + predicted), averaged over the classes that were asked for. */
function macroF1(confusion: readonly (readonly number[])[]): number {
  const ofClasses = confusion.flatMap((row, label) => {
    const asked = row.reduce((sum, count) => sum + count, 0)
    const predicted = confusion.reduce((sum, other) => sum + other[label]!, 0)
    return asked === 0 ? [] : [(2 * row[label]!) / (asked + predicted)]
  })
  return ofClasses.reduce((sum, f1) => sum + f1, 0) / Math.max(1, ofClasses.length)
}

function joined(a: LabelledFeatures, b: LabelledFeatures): LabelledFeatures {
  const values = new Float32Array(a.rows.values.length + b.rows.values.length)
  values.set(a.rows.values)
  values.set(b.rows.values, a.rows.values.length)
  const rows = { rows: a.rows.rows + b.rows.rows, columns: a.rows.columns, values }
  return { rows, labels: Int32Array.from([...a.labels, ...b.labels]) }
}

function some({ columns, values, rows }: Matrix, count: number, random: Random): Matrix {
  const out = new Float32Array(count * columns)
  permutation(rows, random)
    .slice(0, count)
    .forEach((row, i) => {
      out.set(values.subarray(row * columns, (row + 1) * columns), i * columns)
    })
  return { rows: count, columns, values: out }
}

function pixelFigures({ pixels, labels }: PictureSet): PixelFigures {
  const size = pixels.length / labels.length
  let [brightness, contrast] = [0, 0]
  for (let picture = 0; picture < labels.length; picture++) {
    let [sum, squares] = [0, 0]
    for (let p = picture * size; p < (picture + 1) * size; p++) {
      sum += pixels[p]!
      squares += pixels[p]! ** 2
    }
    brightness += sum / size
    contrast += Math.sqrt(Math.max(0, squares / size - (sum / size) ** 2))
  }
  return { brightness: brightness / labels.length, contrast: contrast / labels.length }
}
