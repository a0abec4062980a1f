import { folderNames, type MadeFile } from './augment/augmented-files'
import { contactSheet } from './contact-sheet'
import { pictureReportHtml } from './html/picture-report-html'
import type { LayoutWriter, PictureLayout } from './layouts/layout'
import { findLayout } from './layouts/registry'
import { pictureGeneratorFacts } from './learn/facts'
import type { PictureShape } from './learn/float-pictures'
import { madeCard } from './made-card'
import type { PictureReport } from './metrics/picture-report'
import { pickPictures } from './pick-pictures'
import { joinPictures } from './picture-pipeline'
import { buildPictureProvenance, madeSource, type PictureProvenanceFacts } from './picture-provenance'
import type { PictureSet } from './picture-set'
import { writePng } from './write-png'
import { xmpPacket } from './xmp'

export interface MadeWork {
  readonly classes: readonly string[]
  /** In batches of one shape. */
  readonly pictures: AsyncIterable<PictureSet> | Iterable<PictureSet>
  /** Pictures of the person's own that were asked for in the set; they bear no mark of being made. */
  readonly real?: PictureSet
  readonly facts: Omit<PictureProvenanceFacts, 'made' | 'report' | 'realFiles'>
  readonly report: PictureReport | undefined
  /** imagefolder: classes are folders; the others: each picture is one box, labelled with its class. */
  readonly layout: PictureLayout['id']
}

const sheetColumns = 12

/**
 * A learned set in one of the layouts, one file at a time: pictures with their labels, then a contact sheet, a card, where
 * it all comes from, and what was measured. Each PNG says in its XMP that a trained model made it,
 * and whether it began from a real picture.
 */
export async function* madeFiles({
  classes,
  pictures,
  real,
  facts,
  report,
  layout,
}: MadeWork): AsyncGenerator<MadeFile> {
  const writer = layout === 'imagefolder' ? classFolders(classes) : wholePictures(classes, layout)
  const xmp = xmpPacket(madeSource(facts.derived), facts.toolVersion)
  const counts = new Array<number>(classes.length).fill(0)
  const shown: PictureSet[] = []
  const labels: number[] = []
  for await (const set of pictures) {
    for (const [i, label] of set.labels.entries()) {
      if (counts[label]! < sheetColumns) shown.push(pickPictures(set, [i]))
      labels.push(label)
      counts[label]!++
    }
    for (const file of pictureFiles(set, writer, '', xmp)) yield file
  }
  if (shown.length === 0) return
  const realFiles: string[] = []
  for (const file of real ? pictureFiles(real, writer, 'real-', undefined) : []) {
    if (file.name.endsWith('.png')) realFiles.push(file.name)
    yield file
  }
  for (const file of writer.end()) yield text(file.name, file.text)
  const sheet = writePng(contactSheet(joinPictures(shown), sheetColumns), xmp)
  yield { name: 'contact-sheet.png', bytes: sheet }
  const made = { classes, labels: Int32Array.from(labels) }
  const provenance = buildPictureProvenance({ ...facts, made, report, realFiles })
  const generator = labelOf(facts.generator.type)
  yield json('provenance.json', provenance)
  yield text('README.md', madeCard({ provenance, generator, classes, layout, report }))
  if (report) yield json('report.json', report)
  yield text('report.html', pictureReportHtml({ report, sheet, generator }))
}

/** One PNG each, and the labels beside it. */
function* pictureFiles(
  set: PictureSet,
  writer: SetWriter,
  prefix: string,
  xmp: string | undefined,
): Generator<MadeFile> {
  const size = set.width * set.height * set.channels
  for (const [i, label] of set.labels.entries()) {
    const picture = { ...set, pixels: set.pixels.subarray(i * size, (i + 1) * size) }
    const { name, beside } = writer.add(picture, label, prefix)
    yield { name, bytes: writePng(picture, xmp) }
    for (const file of beside) yield text(file.name, file.text)
  }
}

interface SetWriter {
  add(picture: PictureShape, label: number, prefix: string): ReturnType<LayoutWriter['add']>
  end: LayoutWriter['end']
}

const numbered = (n: number) => String(n).padStart(6, '0')

/** `train/CLASS/000001.png`, counted in each class, made ones and real ones apart. */
function classFolders(classes: readonly string[]): SetWriter {
  const folders = folderNames(classes)
  const counts = new Map<string, number>()
  return {
    add(_picture, label, prefix) {
      const key = `${prefix}${label}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
      return { name: `train/${folders[label]}/${prefix}${numbered(counts.get(key)!)}.png`, beside: [] }
    },
    end: () => [],
  }
}

/** Each picture shows one thing of its class, from edge to edge. */
function wholePictures(classes: readonly string[], layout: PictureLayout['id']): SetWriter {
  const writer = findLayout(layout).start(classes)
  const counts = new Map<string, number>()
  return {
    add({ width, height, channels }, label, prefix) {
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
      const mask = { left: 0, top: 0, width, height, bits: new Uint8Array(width * height).fill(1) }
      const thing = { label, left: 0, top: 0, right: width, bottom: height, mask }
      const name = `${prefix}${numbered(counts.get(prefix)!)}`
      return writer.add({ name, part: 'train', width, height, channels, things: [thing] })
    },
    end: () => writer.end(),
  }
}

const labelOf = (id: string): string => pictureGeneratorFacts.find((facts) => facts.id === id)?.label ?? id

const json = (name: string, value: unknown): MadeFile => text(name, `${JSON.stringify(value, null, 2)}\n`)

const text = (name: string, content: string): MadeFile => ({ name, bytes: new TextEncoder().encode(content) })
