import type { Part } from '../labels'
import type { PlannedPicture } from '../plan-pictures'
import type { RefusalReason } from '../refusal'
import type { NamedThing } from '../thing'

/** A file that says what pictures show. */
export interface LabelFile {
  readonly path: string
  readonly text: string
}

/** What a label file says of one picture. */
export interface FoundLabel {
  readonly picture: PlannedPicture
  /** Its class. */
  readonly label?: string
  readonly part?: Part
  readonly thing?: NamedThing
}

export interface LabelContext {
  /** The picture that a name in a file means; tells of names that lead out and of pictures that are not here. */
  find(file: LabelFile, name: string): PlannedPicture | undefined
  /** The picture with the same name but for its ending, beside the file or under `images` in the place of a folder. */
  beside(path: string): PlannedPicture | undefined
  /** Names for numbers, as the set's own list of classes gives them. */
  className(number: number): string
  /** Something in the file that was passed over. */
  tell(reason: RefusalReason): void
}

/** A way to write labels down. A new one is one file and one line in the registry. */
export interface LabelFormat {
  readonly id: 'coco' | 'yolo' | 'voc' | 'voc-sets' | 'table'
  /** By its name: worth reading. */
  mayBe(path: string): boolean
  /**
   * What the file says; undefined where it is no such file.
   * @throws RefusedFile labels-unreadable
   */
  read(file: LabelFile, context: LabelContext): Iterable<FoundLabel> | undefined
}
