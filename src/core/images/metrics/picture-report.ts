import type { CopyAudit } from './copy-audit'
import type { ManifoldFigures } from './manifold-figures'

/** What was measured of a made set, each figure beside what real pictures reach. */
export interface PictureReport {
  readonly format: 'synthetic-data-studio/picture-report'
  readonly version: 2
  readonly pictures: { readonly train: number; readonly control: number; readonly test: number; readonly made: number }
  readonly fidelity: Fidelity
  /** On the test pictures; absent with fewer than two classes. */
  readonly utility?: Utility
  readonly copies: { readonly asTheyAre: CopyAudit; readonly moved: CopyAudit }
  /** Means over all pixels, 0–255: brightness, and the pictures' own deviation. */
  readonly pixels: { readonly made: PixelFigures; readonly test: PixelFigures }
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
