import { provenanceFormat, readProvenance, type SyntheticMarker } from '../../readers/synthetic-marker'
import { escapes, type Part, partOfPath } from '../labels'
import type { PictureFile } from '../picture-file'
import type { PlannedPicture } from '../plan-pictures'
import { type Refusal, type RefusalReason, RefusedFile } from '../refusal'
import type { NamedThing } from '../thing'
import { isClassList, readClassList } from './class-list'
import type { LabelContext, LabelFile } from './label-file'
import { labelFormats } from './registry'

/** By its name a file that may say what pictures show. */
export const mayHoldLabels = (path: string): boolean =>
  isClassList(path) || labelFormats.some((format) => format.mayBe(path))

export interface ReadLabels {
  readonly pictures: readonly PlannedPicture[]
  readonly refused: readonly Refusal[]
  /** Of a set that the studio made. */
  readonly marker?: SyntheticMarker
}

interface Labels {
  label?: string
  part?: Part
  things?: NamedThing[]
}

/** The pictures with what the label files among the other files say of them. Faults are told file by file. */
export async function readLabels(
  files: readonly PictureFile[],
  pictures: readonly PlannedPicture[],
): Promise<ReadLabels> {
  const refused: Refusal[] = []
  const read: LabelFile[] = []
  for (const file of files) {
    try {
      if (escapes(file.path)) throw new RefusedFile('path-escape')
      read.push({ path: file.path, text: new TextDecoder().decode(await file.bytes()) })
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      refused.push({ path: file.path, reason: error.reason })
    }
  }
  const provenance = provenanceOf(read)
  const own = provenance?.folder
  const names = read.filter(({ path }) => isClassList(path)).flatMap(readClassList)
  const index = indexOf(pictures)
  const found = new Map<PlannedPicture, Labels>()
  for (const file of read) {
    if (isClassList(file.path) || isOwnPaper(file.path, own)) continue
    refused.push(...readOne(file, names, index, found))
  }
  return {
    pictures: pictures
      .filter(({ file }) => !isOwnPaper(file.path, own))
      .map((picture) => ({ ...picture, ...found.get(picture) })),
    refused,
    ...(provenance?.marker ? { marker: provenance.marker } : {}),
  }
}

function readOne(
  file: LabelFile,
  names: readonly string[],
  index: Index,
  found: Map<PlannedPicture, Labels>,
): Refusal[] {
  const told = new Map<RefusalReason, number>()
  const tell = (reason: RefusalReason) => void told.set(reason, (told.get(reason) ?? 0) + 1)
  const context: LabelContext = {
    find: (from, name) => index.find(from, name, tell),
    beside: index.beside,
    className: (number) => names[number] ?? `class ${number}`,
    tell,
  }
  let isLabelFile = false
  try {
    for (const format of labelFormats) {
      if (!format.mayBe(file.path)) continue
      const labels = format.read(file, context)
      if (!labels) continue
      isLabelFile = true
      for (const { picture, label, part, thing } of labels) {
        const own = found.get(picture) ?? {}
        found.set(picture, own)
        if (label !== undefined) own.label = label
        if (part !== undefined) own.part = part
        own.things ??= []
        if (thing) own.things.push(thing)
      }
      break
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    return [{ path: file.path, reason: error.reason }]
  }
  if (!isLabelFile) return [{ path: file.path, reason: 'not-a-picture' }]
  return [...told].map(([reason, count]) => ({ path: file.path, reason, count }))
}

interface Index {
  find(file: LabelFile, name: string, tell: LabelContext['tell']): PlannedPicture | undefined
  beside(path: string): PlannedPicture | undefined
}

/** The path without its ending, with one name for folders that stand side by side: `images/a.png`, `labels/a.txt`. */
function stem(path: string): string {
  return path.replace(/\.[^./]*$/, '').replace(/(^|.*\/)(images|labels|JPEGImages|Annotations)\//i, '$1*/')
}

function indexOf(pictures: readonly PlannedPicture[]): Index {
  const byStem = new Map<string, PlannedPicture>()
  const byPath = new Map<string, PlannedPicture>()
  const byName = new Map<string, PlannedPicture[]>()
  for (const picture of pictures) {
    const { path } = picture.file
    byStem.set(stem(path), picture)
    byPath.set(path, picture)
    const name = path.slice(path.lastIndexOf('/') + 1)
    const alike = byName.get(name)
    if (alike) alike.push(picture)
    else byName.set(name, [picture])
  }
  return {
    beside: (path) => byStem.get(stem(path)),
    find(file, given, tell) {
      if (escapes(given)) {
        tell('labels-escape')
        return undefined
      }
      const name = given.replaceAll('\\', '/').replace(/^\.\//, '')
      const exact = byPath.get(`${file.path.slice(0, file.path.lastIndexOf('/') + 1)}${name}`)
      if (exact) return exact
      const ending = (byName.get(name.slice(name.lastIndexOf('/') + 1)) ?? []).filter(
        ({ file: { path } }) => path === name || path.endsWith(`/${name}`),
      )
      const part = partOfPath(file.path)
      const fitting = ending.length > 1 && part ? ending.filter((picture) => picture.part === part) : ending
      if (fitting.length !== 1) tell('labels-unmatched')
      return fitting.length === 1 ? fitting[0] : undefined
    },
  }
}

/** Of a set that the studio made: the papers in its folder are neither pictures nor labels. */
function provenanceOf(
  files: readonly LabelFile[],
): { readonly folder: string; readonly marker: SyntheticMarker | undefined } | undefined {
  const provenance = files.find(
    ({ path, text }) => /(^|\/)provenance\.json$/.test(path) && text.includes(provenanceFormat),
  )
  return (
    provenance && {
      folder: provenance.path.slice(0, provenance.path.lastIndexOf('/') + 1),
      marker: readProvenance(provenance.text),
    }
  )
}

const papers = new Set(['provenance.json', 'recipe.json', 'scenes.jsonl', 'report.json', 'contact-sheet.png'])

const isOwnPaper = (path: string, folder: string | undefined): boolean =>
  folder !== undefined && path.startsWith(folder) && papers.has(path.slice(folder.length))
