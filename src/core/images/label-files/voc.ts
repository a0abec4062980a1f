import type { Part } from '../labels'
import { RefusedFile } from '../refusal'
import { within } from '../thing'
import type { FoundLabel, LabelContext, LabelFormat } from './label-file'
import { sizeOf } from './size-of'

/** Pascal VOC's XML. Only its own few tags are looked for; documents with declarations of their own are refused. */
export const voc: LabelFormat = {
  id: 'voc',
  mayBe: (path) => /\.xml$/i.test(path),
  read(file, context) {
    const { text } = file
    if (!/<annotation[\s>]/.test(text) || !text.includes('</annotation>')) throw new RefusedFile('labels-unreadable')
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new RefusedFile('labels-unreadable')
    const name = textIn(text, 'filename')
    const picture = context.beside(file.path) ?? (name === undefined ? undefined : context.find(file, name))
    if (!picture) {
      if (name === undefined) context.tell('labels-unmatched')
      return []
    }
    return things(text, picture, context)
  },
}

function* things(text: string, picture: FoundLabel['picture'], context: LabelContext): Generator<FoundLabel> {
  yield { picture }
  const { width, height } = sizeOf(picture)
  for (const [, object = ''] of text.matchAll(/<object>([\s\S]*?)<\/object>/g)) {
    const own = object.replace(/<part>[\s\S]*?<\/part>/g, '')
    const name = textIn(own, 'name')
    const number = (tag: string) => Number(textIn(own, tag) ?? Number.NaN)
    // Pixels count from 1, and both ends belong to the box.
    const box = { left: number('xmin') - 1, top: number('ymin') - 1, right: number('xmax'), bottom: number('ymax') }
    const thing = name === undefined ? undefined : within({ name, polygons: [], ...box }, width, height)
    if (thing) yield { picture, thing }
    else context.tell('labels-outside')
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function textIn(text: string, tag: string): string | undefined {
  const start = text.indexOf(`<${tag}>`)
  const end = text.indexOf(`</${tag}>`, start)
  if (start < 0 || end < 0) return undefined
  return text
    .slice(start + tag.length + 2, end)
    .trim()
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, entity) => entities[entity]!)
}

const setParts: Readonly<Record<string, Part>> = { train: 'train', trainval: 'train', val: 'validation', test: 'test' }

/** `ImageSets/Main/train.txt`: names of the pictures of a part. */
export const vocSets: LabelFormat = {
  id: 'voc-sets',
  mayBe: (path) => /(^|\/)ImageSets\/Main\/(train|trainval|val|test)\.txt$/i.test(path),
  *read(file, context) {
    const part = setParts[file.path.slice(file.path.lastIndexOf('/') + 1, -4).toLowerCase()]!
    const folder = file.path.replace(/ImageSets\/Main\/[^/]*$/i, 'Annotations/')
    for (const line of file.text.split(/\r?\n/)) {
      const name = line.trim().split(/\s+/)[0]!
      if (name === '') continue
      const picture = context.beside(`${folder}${name}.xml`)
      if (picture) yield { picture, part }
      else context.tell('labels-unmatched')
    }
  },
}
