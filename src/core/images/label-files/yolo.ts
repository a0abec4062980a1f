import { polygonBounds } from '../fill-polygons'
import { RefusedFile } from '../refusal'
import { type NamedThing, within } from '../thing'
import type { FoundLabel, LabelContext, LabelFormat } from './label-file'
import { sizeOf } from './size-of'

/** Ultralytics' texts: boxes by their middles, or outlines, in shares of the picture. */
export const yolo: LabelFormat = {
  id: 'yolo',
  mayBe: (path) => /\.txt$/i.test(path),
  read({ path, text }, context) {
    const picture = context.beside(path)
    if (!picture) return undefined
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
    const rows = lines.map((line) => line.trim().split(/\s+/).map(Number))
    if (rows.some((row) => !isRow(row))) throw new RefusedFile('labels-unreadable')
    return things(rows, picture, context)
  },
}

const isRow = (row: readonly number[]) =>
  row.every(Number.isFinite) &&
  Number.isInteger(row[0]) &&
  row[0]! >= 0 &&
  (row.length === 5 || (row.length >= 7 && row.length % 2 === 1))

function* things(
  rows: readonly (readonly number[])[],
  picture: FoundLabel['picture'],
  context: LabelContext,
): Generator<FoundLabel> {
  yield { picture }
  const { width, height } = sizeOf(picture)
  for (const [number, ...shares] of rows) {
    const thing = within(thingOf(context.className(number!), shares, width, height), width, height)
    if (thing) yield { picture, thing }
    else context.tell('labels-outside')
  }
}

/** Shares have six digits: on the grid of pixels they are meant where they are within a hundredth of one. */
const onGrid = (value: number) => (Math.abs(value - Math.round(value)) < 0.01 ? Math.round(value) : value)

function thingOf(name: string, shares: readonly number[], width: number, height: number): NamedThing {
  if (shares.length === 4) {
    const [x, y, w, h] = shares as [number, number, number, number]
    const [left, right] = [onGrid((x - w / 2) * width), onGrid((x + w / 2) * width)]
    const [top, bottom] = [onGrid((y - h / 2) * height), onGrid((y + h / 2) * height)]
    return { name, left, top, right, bottom, polygons: [] }
  }
  const polygons = [shares.map((share, i) => onGrid(share * (i % 2 === 0 ? width : height)))]
  return { name, polygons, ...polygonBounds(polygons) }
}
