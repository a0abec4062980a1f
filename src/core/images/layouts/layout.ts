import type { Part } from '../labels'
import type { LaidOutThing } from '../thing'

/** A way to lay out a set of pictures with marked things in files. A new one is one file and one line in the registry. */
export interface PictureLayout {
  readonly id: 'imagefolder' | 'coco' | 'yolo' | 'voc'
  start(classes: readonly string[]): LayoutWriter
}

export interface LaidOutPicture {
  /** Without extension: `000001`; in an imagefolder it may name a folder: `cat/000001`. */
  readonly name: string
  readonly part: Part
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** Absent where nothing is ever marked in the set. */
  readonly things?: readonly LaidOutThing[]
  /** What an imagefolder says of it beside its file. */
  readonly facts?: Readonly<Record<string, unknown>>
}

export interface TextFile {
  /** With folders. */
  readonly name: string
  readonly text: string
}

/** Remembers what the files at the end need. */
export interface LayoutWriter {
  /** Where the picture (a PNG) goes, and the files beside it. */
  add(picture: LaidOutPicture): { readonly name: string; readonly beside: readonly TextFile[] }
  end(): readonly TextFile[]
}

/** At most six digits behind the point, none for whole numbers. */
export const short = (value: number): string => String(Math.round(value * 1e6) / 1e6)
