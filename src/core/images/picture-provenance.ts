import { provenanceFormat } from '../readers/synthetic-marker'
import type { DerivationFacts } from './derivation'
import type { PictureReport } from './metrics/picture-report'
import { countClasses } from './picture-pipeline'
import type { PictureSet } from './picture-set'
import { type DigitalSource, digitalSourceType } from './xmp'

/** Where made pictures come from: `provenance.json` beside them. Facts only, none of them a picture. */
export interface PictureProvenance {
  readonly format: typeof provenanceFormat
  readonly schemaVersion: '2.0'
  readonly variant: 'internal'
  /** urn:uuid */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly app: { readonly name: string; readonly version: string }
  readonly synthetic: true
  readonly modality: 'images'
  /** IPTC's word for media that a trained model made, freely or from real ones. */
  readonly digitalSourceType: string
  readonly sources: readonly PictureSource[]
  readonly split: { readonly train: number; readonly control: number; readonly test: number }
  readonly generator: {
    readonly type: string
    readonly hyperparameters: unknown
    readonly backend: string
    readonly steps: number
    readonly seed: number
  }
  readonly sampling: {
    readonly images: number
    readonly perClass: Readonly<Record<string, number>>
    readonly seed: number
    /** Absent where the pictures were drawn freely. */
    readonly derivedFrom?: DerivationFacts
  }
  readonly privacy: {
    /** No formal guarantee. */
    readonly dp: null
    readonly audits: readonly { readonly audit: string; readonly share: number; readonly expected: number }[]
  }
  /** Real pictures among those of the set, by their files: there because a person asked for them. */
  readonly mixing: { readonly realPictures: number; readonly files: readonly string[] }
  readonly generationNumber: number
}

export interface PictureSource {
  readonly name: string
  readonly sha256?: string
  readonly pictures: number
}

export interface PictureProvenanceFacts {
  /** A UUID. Core has no dice of its own. */
  readonly id: string
  /** ISO 8601. Core has no clock. */
  readonly createdAt: string
  readonly toolVersion: string
  readonly source: PictureSource
  readonly split: PictureProvenance['split']
  readonly generator: PictureProvenance['generator']
  readonly made: Pick<PictureSet, 'labels' | 'classes'>
  readonly seed: number
  /** Of pictures that began from real ones. */
  readonly derived?: DerivationFacts
  /** Of the pictures that were learned: 0 real ones. */
  readonly sourceGeneration: number
  readonly report: PictureReport | undefined
  /** Files of real pictures that stand beside the made ones. */
  readonly realFiles?: readonly string[]
}

/** What IPTC calls pictures of a model, drawn freely or begun from real ones. */
export const madeSource = (derived: DerivationFacts | undefined): DigitalSource =>
  derived ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia'

export function buildPictureProvenance(facts: PictureProvenanceFacts): PictureProvenance {
  const { made, report, derived, realFiles = [] } = facts
  const counts = countClasses(made)
  const audits = report
    ? [
        { audit: 'nearer-than-test-1-percent', share: report.copies.asTheyAre.share, expected: 0.01 },
        { audit: 'nearer-than-test-1-percent-moved', share: report.copies.moved.share, expected: 0.01 },
      ]
    : []
  return {
    format: provenanceFormat,
    schemaVersion: '2.0',
    variant: 'internal',
    id: `urn:uuid:${facts.id}`,
    createdAt: facts.createdAt,
    app: { name: 'Synthetic Data Studio', version: facts.toolVersion },
    synthetic: true,
    modality: 'images',
    digitalSourceType: digitalSourceType(madeSource(derived)),
    sources: [facts.source],
    split: facts.split,
    generator: facts.generator,
    sampling: {
      images: made.labels.length,
      perClass: Object.fromEntries(made.classes.map((name, label) => [name, counts[label]!])),
      seed: facts.seed,
      ...(derived ? { derivedFrom: derived } : {}),
    },
    privacy: { dp: null, audits },
    mixing: { realPictures: realFiles.length, files: realFiles },
    generationNumber: facts.sourceGeneration + 1,
  }
}
