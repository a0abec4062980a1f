import * as v from 'valibot'
import { plainDialect } from '../../readers/reader'
import { createRecordParser } from '../../readers/records'
import type { Part } from '../labels'
import { partByName } from '../labels'
import { RefusedFile } from '../refusal'
import { within } from '../thing'
import type { FoundLabel, LabelContext, LabelFile, LabelFormat } from './label-file'
import { sizeOf } from './size-of'

type Row = Readonly<Record<string, unknown>>

const fileColumns = ['file_name', 'filename', 'file', 'image', 'path']
const labelColumns = ['label', 'class', 'category']
const partColumns = ['split', 'part', 'set']

const objects = v.object({
  bbox: v.array(v.tuple([v.number(), v.number(), v.number(), v.number()])),
  category: v.optional(v.array(v.union([v.string(), v.number()]))),
  categories: v.optional(v.array(v.union([v.string(), v.number()]))),
})

/** CSV or JSON lines with a column `file_name`, a label or boxes as in Hugging Face's imagefolder, and maybe a part. */
export const table: LabelFormat = {
  id: 'table',
  mayBe: (path) => /\.(csv|tsv|jsonl)$/i.test(path),
  read(file, context) {
    const rows = /\.jsonl$/i.test(file.path) ? jsonRows(file.text) : recordRows(file)
    const [first] = rows
    const fileColumn = fileColumns.find((name) => first && name in first)
    return fileColumn === undefined ? undefined : labelsOf(file, rows, fileColumn, context)
  },
}

function jsonRows(text: string): Row[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.map((line) => {
    try {
      const row: unknown = JSON.parse(line)
      if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row
    } catch {
      // Told below.
    }
    throw new RefusedFile('labels-unreadable')
  })
}

function recordRows({ path, text }: LabelFile): Row[] {
  const records: string[][] = []
  const dialect = { ...plainDialect, delimiter: /\.tsv$/i.test(path) ? '\t' : ',' }
  createRecordParser(dialect, 0).push(text.replace(/^\uFEFF/, ''), true, (cells) => void records.push([...cells]))
  const [names = [], ...rows] = records
  return rows
    .filter((cells) => cells.length > 1 || cells[0] !== '')
    .map((cells) => Object.fromEntries(names.map((name, i) => [name.trim().toLowerCase(), cells[i] ?? ''])))
}

function* labelsOf(file: LabelFile, rows: readonly Row[], fileColumn: string, context: LabelContext) {
  for (const row of rows) {
    const name = row[fileColumn]
    const picture = typeof name === 'string' ? context.find(file, name) : undefined
    if (typeof name !== 'string') context.tell('labels-unmatched')
    if (!picture) continue
    const label = textOf(row, labelColumns)
    const part: Part | undefined = partByName(textOf(row, partColumns) ?? '')
    yield { picture, ...(label === undefined ? {} : { label }), ...(part ? { part } : {}) }
    if (row['objects'] !== undefined) yield* things(row['objects'], picture, context)
  }
}

function textOf(row: Row, names: readonly string[]): string | undefined {
  const value = row[names.find((name) => name in row) ?? '']
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
    ? String(value).trim()
    : undefined
}

function* things(value: unknown, picture: FoundLabel['picture'], context: LabelContext): Generator<FoundLabel> {
  if (!v.is(objects, value)) {
    context.tell('labels-outside')
    return
  }
  const { width, height } = sizeOf(picture)
  const names = value.category ?? value.categories ?? []
  for (const [i, [left, top, w, h]] of value.bbox.entries()) {
    const given = names[i]
    const name = typeof given === 'number' ? context.className(given) : (given ?? context.className(0))
    const box = { left, top, right: left + w, bottom: top + h }
    const thing = within({ name, polygons: [], ...box }, width, height)
    if (thing) yield { picture, thing }
    else context.tell('labels-outside')
  }
}
