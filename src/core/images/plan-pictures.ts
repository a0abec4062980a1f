import { StudioError } from '../problem'
import type { SyntheticMarker } from '../readers/synthetic-marker'
import { isMarkedSynthetic } from './digital-source'
import { headBytes, type PictureHeader, readHeader } from './header'
import { mayHoldLabels, readLabels } from './label-files/read-labels'
import { escapes, isClutter, type Place, placeOf } from './labels'
import type { PictureFile } from './picture-file'
import { mostFiles, mostPixels, type Refusal, RefusedFile } from './refusal'
import type { NamedThing } from './thing'

/** What is to be decoded, and to which size; by headers alone. */
export interface PicturePlan {
  readonly pictures: readonly PlannedPicture[]
  readonly refused: readonly Refusal[]
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly classes: readonly string[]
  /** Pictures of another size, which are brought to this one. */
  readonly resized: number
  /** Of a set that the studio made. */
  readonly marker?: SyntheticMarker
}

export interface PlannedPicture extends Place {
  readonly file: PictureFile
  readonly header: PictureHeader
  /** What label files mark in it, in pixels of the picture as it is seen; absent where none speaks of it. */
  readonly things?: readonly NamedThing[]
  /** Its XMP says that a program made it. */
  readonly isSynthetic?: boolean
}

/** Pixels; the longer side of a working copy is not longer, unless the person says otherwise. */
export const defaultLongestSide = 256

/**
 * @param name of the zip or folder
 * @throws images/no-pictures, images/too-many-files
 */
export async function planPictures(
  files: readonly PictureFile[],
  name: string,
  longestSide = defaultLongestSide,
): Promise<PicturePlan> {
  if (files.length > mostFiles)
    throw new StudioError({ code: 'images/too-many-files', name, files: files.length, limit: mostFiles })
  const found: PlannedPicture[] = []
  const others: PictureFile[] = []
  const refused: Refusal[] = []
  for (const file of files) {
    if (isClutter(file.path)) continue
    if (mayHoldLabels(file.path)) {
      others.push(file)
      continue
    }
    try {
      found.push({ file, ...(await checkedHeader(file)), ...placeOf(file.path) })
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      refused.push({ path: file.path, reason: error.reason })
    }
  }
  const labelled = await readLabels(others, found)
  const { pictures } = labelled
  refused.push(...labelled.refused)
  if (pictures.length === 0) {
    const reason = commonest(refused.map((refusal) => refusal.reason))
    throw new StudioError({ code: 'images/no-pictures', name, refused: refused.length, ...(reason ? { reason } : {}) })
  }
  const size = workingSize(pictures, longestSide)
  const isResized = ({ header }: PlannedPicture) => {
    const { width, height } = uprightSize(header)
    return width !== size.width || height !== size.height
  }
  return {
    pictures,
    refused,
    ...size,
    channels: pictures.every(({ header }) => header.isGrey) ? 1 : 3,
    classes: [...new Set(pictures.map(({ label }) => label))].sort((a, b) => (a < b ? -1 : 1)),
    resized: pictures.filter(isResized).length,
    ...(labelled.marker ? { marker: labelled.marker } : {}),
  }
}

async function checkedHeader(file: PictureFile): Promise<Pick<PlannedPicture, 'header' | 'isSynthetic'>> {
  if (escapes(file.path)) throw new RefusedFile('path-escape')
  const head = await file.head(headBytes)
  const header = readHeader(head)
  if (header.width * header.height > mostPixels) throw new RefusedFile('too-many-pixels')
  return { header, ...(isMarkedSynthetic(head, header.format) ? { isSynthetic: true } : {}) }
}

/** The commonest size, shrunk until its longer side fits. */
function workingSize(pictures: readonly PlannedPicture[], longestSide: number): { width: number; height: number } {
  const sizes = pictures.map(({ header }) => uprightSize(header))
  const common = commonest(sizes.map(({ width, height }) => `${width} ${height}`))!
  const [width = 1, height = 1] = common.split(' ').map(Number)
  const scale = Math.min(1, longestSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

const uprightSize = ({ width, height, orientation }: PictureHeader) =>
  orientation > 4 ? { width: height, height: width } : { width, height }

function commonest<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce<[T, number] | undefined>(
    (best, each) => (best && best[1] >= each[1] ? best : each),
    undefined,
  )?.[0]
}
