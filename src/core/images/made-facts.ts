import { provenanceFormat } from '../readers/synthetic-marker'

/** Of a set that was made of pictures of a project. */
export interface MadeFacts {
  /** UUID. */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly toolVersion: string
  readonly sourceName: string
  readonly sha256?: string
  /** Of the pictures that it is made from: 0 real ones. */
  readonly sourceGeneration: number
  readonly source: {
    /** Read and usable. */
    readonly pictures: number
    /** Of these, those that pictures were made from. */
    readonly used: number
    /** Pictures of validation and test folders, which nothing was made from. */
    readonly heldBack: number
    /** By a person, in the gallery. */
    readonly leftOut: number
    readonly refused: number
    readonly exactCopies: number
    readonly nearCopies: number
    /** Brought to the parts of the pictures that they repeat. */
    readonly moved: number
    readonly width: number
    readonly height: number
    readonly channels: 1 | 3
  }
}

/** What the provenance of every such set begins with. */
export const madeHead = ({ id, createdAt, toolVersion, sourceName, sha256, sourceGeneration, source }: MadeFacts) =>
  ({
    format: provenanceFormat,
    schemaVersion: '2.0',
    variant: 'internal',
    id: `urn:uuid:${id}`,
    createdAt,
    app: { name: 'Synthetic Data Studio', version: toolVersion },
    synthetic: true,
    modality: 'images',
    sources: [{ name: sourceName, ...(sha256 ? { sha256 } : {}), ...source }],
    generationNumber: sourceGeneration + 1,
  }) as const
