import type { CopyAudit } from './copy-audit'
import type { LossAttack } from './loss-attack'
import type { ManifoldFigures } from './manifold-figures'

export const pictureReportVersion = 3

/** What was measured of a made set, each figure beside what real pictures reach. */
export interface PictureReport {
  readonly format: 'synthetic-data-studio/picture-report'
  readonly version: typeof pictureReportVersion
  readonly pictures: { readonly train: number; readonly control: number; readonly test: number; readonly made: number }
  readonly fidelity: Fidelity
  /** On the test pictures; absent with fewer than two classes. */
  readonly utility?: Utility
  readonly copies: { readonly asTheyAre: CopyAudit; readonly moved: CopyAudit }
  /** On the model itself; absent where it was not at hand, or too few were held back. */
  readonly attack?: LossAttack
  /** Means over all pixels, 0–255: brightness, and the pictures' own deviation. */
  readonly pixels: { readonly made: PixelFigures; readonly test: PixelFigures }
  readonly spectrum: {
    /** Against the test pictures, in decibels. */
    readonly made: number
    /** Train pictures in the made ones' place. */
    readonly reference: number
    /** Mean power at 1, 2, … cycles per picture. */
    readonly power: { readonly made: readonly number[]; readonly test: readonly number[] }
  }
}

export interface Fidelity {
  /** Features are whitened principal components of the train pictures, not those of a network: no FID. */
  readonly components: number
  /** Pictures on each side. */
  readonly compared: number
  readonly made: FidelityFigures
  /** As many train pictures in the place of the made ones. */
  readonly reference: FidelityFigures
  /** The draft, one normal distribution per class. */
  readonly baseline?: FidelityFigures
}

export interface FidelityFigures extends ManifoldFigures {
  readonly frechet: number
  /** How well a network tells them from test pictures that it has not seen: 0.5 not at all, 1 always. */
  readonly detection?: number
  /** The same by a network that sees the pixels themselves. */
  readonly rawDetection?: number
}

/** Networks of one size and the same number of updates, trained on different pictures. */
export interface Utility {
  readonly updates: number
  readonly classes: readonly string[]
  readonly trainedOnMade: Scores
  readonly trainedOnReal: Scores
  /** On the train pictures and the made ones together. */
  readonly trainedOnBoth: Scores
  readonly baseline?: Scores
  /** Share of made pictures that a network trained on real ones takes for what their label says. */
  readonly agreement: Accuracy
}

export interface Accuracy {
  readonly share: number
  /** Exact 95 % interval. */
  readonly interval: readonly [number, number]
}

export interface Scores extends Accuracy {
  /** Mean over the classes of the test pictures. */
  readonly macroF1: number
  /** `[true class][predicted class]`, counts. */
  readonly confusion: readonly (readonly number[])[]
}

export interface PixelFigures {
  readonly brightness: number
  readonly contrast: number
}
