import * as v from 'valibot'
import { type Polygon, polygonBounds } from '../fill-polygons'
import { partOfPath } from '../labels'
import { masksOf, outlines } from '../mask'
import { mostPixels, RefusedFile } from '../refusal'
import { countsOfText, fromRunLengths } from '../run-lengths'
import { within } from '../thing'
import type { FoundLabel, LabelContext, LabelFile, LabelFormat } from './label-file'
import { sizeOf } from './size-of'

const id = v.union([v.number(), v.string()])
const schema = v.object({
  images: v.array(v.object({ id, file_name: v.string() })),
  annotations: v.array(
    v.object({
      image_id: id,
      category_id: id,
      bbox: v.optional(v.tuple([v.number(), v.number(), v.number(), v.number()])),
      segmentation: v.optional(v.unknown()),
    }),
  ),
  categories: v.array(v.object({ id, name: v.string() })),
})
const polygonList = v.array(v.pipe(v.array(v.number()), v.minLength(6)))
const runs = v.object({ size: v.tuple([v.number(), v.number()]), counts: v.union([v.string(), v.array(v.number())]) })

/** COCO's object detection: polygons, and run lengths plain or compressed. */
export const coco: LabelFormat = {
  id: 'coco',
  mayBe: (path) => /\.json$/i.test(path),
  read(file, context) {
    let json: unknown
    try {
      json = JSON.parse(file.text)
    } catch {
      throw new RefusedFile('labels-unreadable')
    }
    const isSet = typeof json === 'object' && json !== null && 'images' in json && 'annotations' in json
    if (!isSet) return undefined
    const read = v.safeParse(schema, json)
    if (!read.success) throw new RefusedFile('labels-unreadable')
    return labelsOf(file, read.output, context)
  },
}

function* labelsOf(file: LabelFile, set: v.InferOutput<typeof schema>, context: LabelContext): Generator<FoundLabel> {
  const part = partOfPath(file.path)
  const names = new Map(set.categories.map((category) => [category.id, category.name]))
  const pictures = new Map<string | number, NonNullable<ReturnType<LabelContext['find']>>>()
  for (const { id: image, file_name } of set.images) {
    const picture = context.find(file, file_name)
    if (!picture) continue
    pictures.set(image, picture)
    yield { picture, ...(part ? { part } : {}) }
  }
  const known = new Set(set.images.map((image) => image.id))
  for (const { image_id, category_id, bbox, segmentation } of set.annotations) {
    const picture = pictures.get(image_id)
    const name = names.get(category_id)
    if (!picture || name === undefined) {
      // Of a picture that is not here was told before.
      if (!known.has(image_id) || name === undefined) context.tell('labels-outside')
      continue
    }
    const { width, height } = sizeOf(picture)
    const polygons = polygonsOf(segmentation, width, height)
    const extent = bbox
      ? { left: bbox[0], top: bbox[1], right: bbox[0] + bbox[2], bottom: bbox[1] + bbox[3] }
      : polygonBounds(polygons)
    const thing = within({ name, polygons, ...extent }, width, height)
    if (thing) yield { picture, thing }
    else context.tell('labels-outside')
  }
}

function polygonsOf(segmentation: unknown, width: number, height: number): Polygon[] {
  if (v.is(polygonList, segmentation)) return segmentation
  if (!v.is(runs, segmentation)) return []
  const [rows, columns] = segmentation.size
  if (rows !== height || columns !== width || rows * columns > mostPixels) return []
  const counts = typeof segmentation.counts === 'string' ? countsOfText(segmentation.counts) : segmentation.counts
  const bits = counts && fromRunLengths(counts, columns, rows)
  const mask = bits && masksOf(bits, columns, 1)[0]
  return mask ? outlines(mask) : []
}
