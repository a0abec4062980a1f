import { exactShareInterval } from '../../metrics/interval/binomial'
import type { Matrix, VelocityEngine } from '../../nets/engine'
import { permutation, type Random } from '../../random'
import { floatPictures } from '../learn/float-pictures'
import { principalComponents, project } from '../learn/principal-components'
import { pickPictures } from '../pick-pictures'
import type { PictureSet } from '../picture-set'
import { auditCopies, type CopyAudit } from './copy-audit'
import { frechetDistance } from './frechet-distance'
import { type ManifoldFigures, manifoldFigures } from './manifold-figures'
import { fitClassifier, type LabelledFeatures } from './picture-classifier'

/** What was measured of a made set, each figure beside what real pictures reach. */
export interface PictureReport {
  readonly format: 'synthetic-data-studio/picture-report'
  readonly version: 1
  readonly pictures: { readonly train: number; readonly control: number; readonly test: number; readonly made: number }
  readonly fidelity: {
    /** Features are whitened principal components of the train pictures, not those of a network: no FID. */
    readonly components: number
    /** Pictures on each side. */
    readonly compared: number
    readonly made: FidelityFigures
    /** As many train pictures in the place of the made ones. */
    readonly reference: FidelityFigures
  }
  /** Accuracy on the test pictures; absent with fewer than two classes. */
  readonly utility?: {
    readonly updates: number
    readonly trainedOnMade: Accuracy
    readonly trainedOnReal: Accuracy
  }
  readonly copies: { readonly asTheyAre: CopyAudit; readonly moved: CopyAudit }
  /** Means over all pixels, 0–255: brightness, and the pictures' own deviation. */
  readonly pixels: { readonly made: PixelFigures; readonly test: PixelFigures }
}

export interface FidelityFigures extends ManifoldFigures {
  readonly frechet: number
}

export interface Accuracy {
  readonly share: number
  /** Exact 95 % interval. */
  readonly interval: readonly [number, number]
}

export interface PixelFigures {
  readonly brightness: number
  readonly contrast: number
}

export interface MeasuredPictures {
  readonly train: PictureSet
  readonly control: PictureSet
  /** Real pictures that were not learned from. */
  readonly test: PictureSet
  readonly made: PictureSet
}

const mostComponents = 64
const neighbours = 5
const mostAudited = 1000
const defaultUpdates = 400

/** Undefined without test pictures: then there is nothing to measure against. `updates`: of each classifier. */
export async function measurePictures(
  { train, control, test, made }: MeasuredPictures,
  engine: VelocityEngine,
  random: Random,
  updates = defaultUpdates,
): Promise<PictureReport | undefined> {
  if (test.labels.length < 10 || train.labels.length < 10 || made.labels.length < 10) return undefined
  const { multiply } = engine
  const trainRows = floatPictures(train)
  const components = principalComponents(trainRows, mostComponents, 1, random.fork('components'), multiply)
  const features = (set: PictureSet): LabelledFeatures => {
    const rows = project(components, floatPictures(set), multiply)
    const values = rows.values.map((v, i) => v / components.deviations[i % rows.columns]!)
    return { rows: { ...rows, values }, labels: set.labels }
  }
  const [real, held, ours] = [features(train), features(test), features(made)]
  const compared = Math.min(held.rows.rows, ours.rows.rows, real.rows.rows)
  const take = (rows: Matrix, name: string) => some(rows, compared, random.fork(name))
  const figures = (rows: Matrix, name: string): FidelityFigures => ({
    frechet: frechetDistance(rows, held.rows),
    ...manifoldFigures(take(held.rows, 'test'), take(rows, name), neighbours, multiply),
  })
  const audited = pickPictures(made, permutation(made.labels.length, random.fork('audit')).slice(0, mostAudited))
  const audit = (moves: number) => auditCopies({ train, test, made: audited }, moves, multiply)!
  const classes = train.classes.length
  const accuracyOf = async (from: LabelledFeatures): Promise<Accuracy> => {
    const classifier = await fitClassifier(from, classes, updates, engine, random.fork('classifier'))
    const predicted = await classifier.predict(held.rows)
    classifier.dispose()
    const hits = predicted.reduce((sum, label, i) => sum + (label === held.labels[i] ? 1 : 0), 0)
    return { share: hits / predicted.length, interval: exactShareInterval(hits, predicted.length) }
  }
  return {
    format: 'synthetic-data-studio/picture-report',
    version: 1,
    pictures: {
      train: train.labels.length,
      control: control.labels.length,
      test: test.labels.length,
      made: made.labels.length,
    },
    fidelity: {
      components: components.deviations.length,
      compared,
      made: figures(ours.rows, 'made'),
      reference: figures(real.rows, 'train'),
    },
    ...(classes < 2
      ? {}
      : { utility: { updates, trainedOnMade: await accuracyOf(ours), trainedOnReal: await accuracyOf(real) } }),
    copies: { asTheyAre: audit(0), moved: audit(1) },
    pixels: { made: pixelFigures(made), test: pixelFigures(test) },
  }
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
