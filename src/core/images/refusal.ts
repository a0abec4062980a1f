/** Why one file of many was left out. The rest goes on. */
export type RefusalReason =
  | 'not-a-picture'
  /** A format that this program can't decode here. */
  | 'unsupported'
  /** SVG is a document with scripts; it is never drawn. */
  | 'svg'
  | 'empty'
  /** It ends before its picture does. */
  | 'truncated'
  | 'damaged'
  /** More pixels than `mostPixels`. */
  | 'too-many-pixels'
  /** More bytes than `mostFileBytes`. */
  | 'too-many-bytes'
  /** It would inflate to far more than it says, or than is plausible. */
  | 'bomb'
  /** Its name leads out of the archive: `../`, `C:\`, `/etc`. */
  | 'path-escape'
  | 'encrypted'
  /** A label file that is not what its name says. */
  | 'labels-unreadable'
  /** It names pictures outside of the folder. */
  | 'labels-escape'
  /** It names pictures that are not here, or more than one that fits. */
  | 'labels-unmatched'
  /** Boxes outside of their pictures, without area or without a class. */
  | 'labels-outside'

export interface Refusal {
  readonly path: string
  readonly reason: RefusalReason
  /** How many of a label file's entries; the rest of them counts. */
  readonly count?: number
}

/** Thrown while one file is read; becomes a {@link Refusal} and never leaves the room. */
export class RefusedFile extends Error {
  constructor(readonly reason: RefusalReason) {
    super(reason)
  }
}

export const mostPixels = 40_000_000
export const mostFileBytes = 128 * 2 ** 20
export const mostFiles = 100_000
