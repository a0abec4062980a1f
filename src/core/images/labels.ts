/** The part of a set that a folder's name gives a picture to. */
export type Part = 'train' | 'validation' | 'test'

export const parts: readonly Part[] = ['train', 'validation', 'test']

export interface Place {
  readonly label: string
  /** Absent where no folder names a part. */
  readonly part?: Part
}

/** The class of pictures that lie in no folder. */
export const unlabelled = 'unlabelled'

const partNames: Readonly<Record<string, Part>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
}

/**
 * Class and part by the folders of a path, as Hugging Face's imagefolder reads them: the last folder is the class, and
 * a folder named train, validation or test (or a usual short form) is a part; one named `images` says nothing.
 */
export function placeOf(path: string): Place {
  const folders = path.split('/').slice(0, -1)
  const isNamedForPictures = /^(images|imgs|jpegimages)$/i.test(folders.at(-1) ?? '')
  const part = folders.map((folder) => partNames[folder.toLowerCase()]).find((found) => found !== undefined)
  const label = folders.findLast((folder) => partNames[folder.toLowerCase()] === undefined && folder !== '.')
  const last = folders.at(-1)
  const isBelowPart = part !== undefined && last !== undefined && partNames[last.toLowerCase()] !== undefined
  return {
    label: isNamedForPictures || isBelowPart || label === undefined ? unlabelled : label,
    ...(part ? { part } : {}),
  }
}

/** The part that a word means. */
export const partByName = (word: string): Part | undefined => partNames[word.toLowerCase()]

/** The part that a file's own name means: `instances_val2017.json`. */
export function partOfPath(path: string): Part | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/(^|[^a-z])train/i.test(name)) return 'train'
  if (/(^|[^a-z])val/i.test(name)) return 'validation'
  return /(^|[^a-z])test/i.test(name) ? 'test' : undefined
}

/** Files that systems leave in archives; nobody wants to hear of them. */
export function isClutter(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return path.startsWith('__MACOSX/') || name.startsWith('._') || /^(\.ds_store|thumbs\.db|desktop\.ini)$/i.test(name)
}

/** A name that would leave the folder that it is unpacked to. */
export const escapes = (path: string): boolean =>
  /^([/\\]|[a-z]:)/i.test(path) || path.includes('\0') || path.split(/[/\\]/).includes('..')
