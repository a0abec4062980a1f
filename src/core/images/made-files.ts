import { folderNames, type MadeFile } from './augment/augmented-files'
import { contactSheet } from './contact-sheet'
import { pictureReportHtml } from './html/picture-report-html'
import { pictureGeneratorFacts } from './learn/facts'
import type { PictureReport } from './metrics/picture-report'
import { joinPictures } from './picture-pipeline'
import { buildPictureProvenance, type PictureProvenanceFacts } from './picture-provenance'
import type { PictureSet } from './picture-set'
import { writePng } from './write-png'
import { xmpPacket } from './xmp'

export interface MadeWork {
  readonly classes: readonly string[]
  /** In batches of one shape. */
  readonly pictures: AsyncIterable<PictureSet> | Iterable<PictureSet>
  readonly facts: Omit<PictureProvenanceFacts, 'made' | 'report'>
  readonly report: PictureReport | undefined
}

const sheetColumns = 12

/**
 * A learned set in the layout of Hugging Face's imagefolder, one file at a time: pictures by class under `train`, then a
 * contact sheet, where it all comes from, and what was measured. Each PNG says in its XMP that a trained model made it.
 */
export async function* madeFiles({ classes, pictures, facts, report }: MadeWork): AsyncGenerator<MadeFile> {
  const folders = folderNames(classes)
  const xmp = xmpPacket('trainedAlgorithmicMedia', facts.toolVersion)
  const counts = new Array<number>(classes.length).fill(0)
  const shown: PictureSet[] = []
  const labels: number[] = []
  for await (const set of pictures) {
    const size = set.width * set.height * set.channels
    for (const [i, label] of set.labels.entries()) {
      const pixels = set.pixels.subarray(i * size, (i + 1) * size)
      if (counts[label]! < sheetColumns) shown.push({ ...set, pixels, labels: Int32Array.of(label) })
      labels.push(label)
      const number = String(++counts[label]!).padStart(6, '0')
      yield { name: `train/${folders[label]}/${number}.png`, bytes: writePng({ ...set, pixels }, xmp) }
    }
  }
  if (shown.length === 0) return
  const sheet = writePng(contactSheet(joinPictures(shown), sheetColumns), xmp)
  yield { name: 'contact-sheet.png', bytes: sheet }
  const made = { classes, labels: Int32Array.from(labels) }
  yield json('provenance.json', buildPictureProvenance({ ...facts, made, report }))
  if (report) yield json('report.json', report)
  yield text('report.html', pictureReportHtml({ report, sheet, generator: labelOf(facts.generator.type) }))
}

const labelOf = (id: string): string => pictureGeneratorFacts.find((facts) => facts.id === id)?.label ?? id

const json = (name: string, value: unknown): MadeFile => text(name, `${JSON.stringify(value, null, 2)}\n`)

const text = (name: string, content: string): MadeFile => ({ name, bytes: new TextEncoder().encode(content) })
