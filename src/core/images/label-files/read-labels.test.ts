import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { decodePicture } from '../../../../scripts/headless/decode-picture'
import { readPictureZip } from '../read-pictures'
import { writePng } from '../write-png'

/** 40 × 20, each its own. */
const png = (shift: number) =>
  writePng({
    width: 40,
    height: 20,
    channels: 1,
    pixels: Uint8Array.from(
      { length: 800 },
      (_, i) => 128 + 90 * Math.sin((i % 40) / (2 + shift) + shift * Math.floor(i / 40)),
    ),
  })

const read = async (files: Record<string, Uint8Array | string>) => {
  const bytes = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  ])
  const { set, parts, things, thingClasses, refused } = await readPictureZip(
    zipSync(Object.fromEntries(bytes)),
    decodePicture,
  )
  return {
    classes: [...set.labels].map((label) => set.classes[label]),
    parts,
    refused,
    boxes: things?.map((own) =>
      own.map(({ label, left, top, right, bottom }) => [thingClasses[label], left, top, right, bottom]),
    ),
  }
}

describe('labels of a table', () => {
  test('CSV with quotes, and a split column', async () => {
    const found = await read({
      'data/metadata.csv': 'file_name,label,split\r\n"a.png","red, round",train\r\nb.png,blue,test\r\n',
      'data/a.png': png(1),
      'data/b.png': png(2),
    })
    expect(found).toMatchObject({ classes: ['red, round', 'blue'], parts: ['train', 'test'], refused: [] })
  })

  test('JSON lines, with boxes as imagefolder has them', async () => {
    const line = { file_name: 'a.png', objects: { bbox: [[2, 3, 10, 5]], categories: [1] } }
    const found = await read({
      'train/metadata.jsonl': `${JSON.stringify(line)}\n${JSON.stringify({ file_name: 'b.png', label: 7 })}\n`,
      'train/a.png': png(1),
      'train/b.png': png(2),
      'classes.txt': 'cat\ndog\n',
    })
    expect(found).toMatchObject({ classes: ['unlabelled', '7'], boxes: [[['dog', 2, 3, 12, 8]], []], refused: [] })
  })
})

describe('YOLO', () => {
  const pictures = { 'set/train/images/a.png': png(1), 'set/train/images/b.png': png(2) }

  test.each([
    ["names: ['cat', dog]"],
    ['names:\n  0: cat\n  1: dog\nnc: 2'],
    ['train: ../train/images\nnames:\n- cat\n- "dog"'],
  ])('boxes and outlines, names from %j', async (yaml) => {
    const found = await read({
      ...pictures,
      'set/data.yaml': yaml,
      'set/train/labels/a.txt': '1 0.5 0.5 0.25 0.5\n0 0.1 0.1 0.3 0.1 0.3 0.6\n',
      'set/train/labels/b.txt': '',
    })
    expect(found).toMatchObject({
      refused: [],
      classes: ['unlabelled', 'unlabelled'],
      boxes: [
        [
          ['dog', 15, 5, 25, 15],
          ['cat', 4, 2, 12, 12],
        ],
        [],
      ],
    })
  })
})

describe('Pascal VOC', () => {
  const annotation = (inner: string) =>
    `<annotation><filename>a.png</filename><object><name>dog</name><part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part><bndbox>${inner}</bndbox></object></annotation>`

  test('counts from 1, both ends included, parts of things passed over', async () => {
    const box = '<xmin>3</xmin><ymin>4</ymin><xmax>12</xmax><ymax>8</ymax>'
    const found = await read({ 'v/JPEGImages/a.png': png(1), 'v/Annotations/a.xml': annotation(box) })
    expect(found).toMatchObject({ boxes: [[['dog', 2, 3, 12, 8]]], refused: [] })
  })
})

describe('COCO', () => {
  test('categories of any number, boxes cut at the edges, outlines', async () => {
    const set = {
      images: [{ id: 'x', file_name: 'sub/a.png' }],
      categories: [{ id: 90, name: 'kite' }],
      annotations: [
        { image_id: 'x', category_id: 90, bbox: [-5, 2, 15, 6] },
        { image_id: 'x', category_id: 90, segmentation: [[1, 1, 9, 1, 9, 9]] },
      ],
    }
    const found = await read({ 'images/sub/a.png': png(1), 'annotations/instances_val.json': JSON.stringify(set) })
    expect(found).toMatchObject({
      parts: ['validation'],
      boxes: [
        [
          ['kite', 0, 2, 10, 8],
          ['kite', 1, 1, 9, 9],
        ],
      ],
    })
  })
})

describe('hostile label files are named, and the pictures stay', () => {
  const set = (change: object) =>
    JSON.stringify({
      images: [{ id: 1, file_name: 'a.png' }],
      annotations: [],
      categories: [{ id: 1, name: 'c' }],
      ...change,
    })
  const note = (bbox: unknown, more = {}) => ({ annotations: [{ image_id: 1, category_id: 1, bbox, ...more }] })

  test.each<[string, string, string, string, number | undefined]>([
    ['escape by dots', 'l.json', set({ images: [{ id: 1, file_name: '../../etc/passwd' }] }), 'labels-escape', 1],
    ['escape by root', 'l.csv', 'file_name,label\n/etc/passwd,x\nC:\\a.png,x\n', 'labels-escape', 2],
    ['escape in lines', 'l.jsonl', '{"file_name":"..\\\\a.png","label":"x"}\n', 'labels-escape', 1],
    ['escape in XML', 'other.xml', '<annotation><filename>../a.png</filename></annotation>', 'labels-escape', 1],
    ['no JSON', 'l.json', '{"images": [', 'labels-unreadable', undefined],
    ['another shape', 'l.json', set({ categories: 'none' }), 'labels-unreadable', undefined],
    [
      'a file name that is a number',
      'l.json',
      set({ images: [{ id: 1, file_name: 5 }] }),
      'labels-unreadable',
      undefined,
    ],
    ['boxes that are words', 'l.json', set(note([1, 1, '5', 5])), 'labels-unreadable', undefined],
    ['boxes outside', 'l.json', set(note([100, 100, 5, 5])), 'labels-outside', 1],
    ['boxes inside out', 'l.json', set(note([10, 10, -5, -5])), 'labels-outside', 1],
    [
      'unknown categories',
      'l.json',
      set({ annotations: [{ image_id: 1, category_id: 9, bbox: [1, 1, 2, 2] }] }),
      'labels-outside',
      1,
    ],
    ['unknown pictures', 'l.csv', 'file_name,label\nz.png,x\n', 'labels-unmatched', 1],
    ['words for numbers', 'a.txt', 'cat 0.5 0.5 0.1 0.1\n', 'labels-unreadable', undefined],
    ['too few numbers', 'a.txt', '0 0.5 0.5\n', 'labels-unreadable', undefined],
    ['not a number', 'a.txt', '0 nan 0.5 0.1 0.1\n', 'labels-unreadable', undefined],
    ['outside shares', 'a.txt', '0 5 5 0.1 0.1\n', 'labels-outside', 1],
    [
      'entities that multiply',
      'a.xml',
      '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><annotation><object></object></annotation>',
      'labels-unreadable',
      undefined,
    ],
    ['no VOC', 'a.xml', '<svg><script/></svg>', 'labels-unreadable', undefined],
    ['a cut VOC', 'a.xml', '<annotation><object><name>x</name>', 'labels-unreadable', undefined],
    ['a list', 'l.jsonl', '[1,2]\n', 'labels-unreadable', undefined],
    ['prototype', 'l.jsonl', '{"__proto__":{"file_name":"a.png"}}\n', 'not-a-picture', undefined],
    ['a path out', '../l.json', set({}), 'path-escape', undefined],
    ['some other JSON', 'package.json', '{"name":"x"}', 'not-a-picture', undefined],
  ])('%s', async (_, path, content, reason, count) => {
    const { classes, refused, boxes } = await read({ 'a.png': png(1), [path]: content })
    expect(classes).toEqual(['unlabelled'])
    expect(refused).toEqual([{ path, reason, ...(count === undefined ? {} : { count }) }])
    expect((boxes ?? [[]])[0]).toEqual([])
  })

  test('masks of a wrong size or that do not add up leave the box', async () => {
    for (const segmentation of [
      { size: [9e9, 9e9], counts: [1] },
      { size: [20, 40], counts: [5, 9e9] },
      { size: [20, 40], counts: 'x' },
    ]) {
      const { boxes } = await read({ 'a.png': png(1), 'l.json': set(note([1, 2, 3, 4], { segmentation })) })
      expect(boxes).toEqual([[['c', 1, 2, 4, 6]]])
    }
  })
})

test('the papers of a set that the studio made are neither labels nor pictures', async () => {
  const found = await read({
    'set/train/cat/1.png': png(1),
    'set/contact-sheet.png': png(2),
    'set/recipe.json': '{}',
    'set/provenance.json': '{"format":"synthetic-data-studio/provenance"}',
  })
  expect(found).toMatchObject({ classes: ['cat'], refused: [] })
})

test('a cut-out keeps its clear parts, whole within the common size', async () => {
  const { width, height, data } = { width: 20, height: 20, data: new Uint8Array(1600).fill(255) }
  for (let i = 0; i < 400; i++) if (i % 20 < 10) data[4 * i + 3] = 0
  const { encode } = await import('fast-png')
  const clear = encode({ width, height, channels: 4, depth: 8, data })
  const zip = zipSync({ 'a/1.png': png(1), 'a/2.png': png(2), 'b/3.png': clear })
  const { set, alphas } = await readPictureZip(zip, decodePicture)
  expect([set.width, set.height]).toEqual([40, 20])
  expect(alphas!.map((alpha) => alpha !== undefined)).toEqual([false, false, true])
  // In the middle, its left half clear: a quarter of the picture is solid.
  expect(alphas![2]!.filter((level) => level === 255).length).toBe(200)
  expect([alphas![2]![10 * 40 + 12], alphas![2]![10 * 40 + 25]]).toEqual([0, 255])
})
