import { keptPictures } from '../../src/core/images/curation'
import { derivationFacts } from '../../src/core/images/derivation'
import type { PictureLayout } from '../../src/core/images/layouts/layout'
import { madeFiles } from '../../src/core/images/made-files'
import { pickPictures } from '../../src/core/images/pick-pictures'
import { realCount, splitParts } from '../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../src/core/images/picture-set'
import { StudioError } from '../../src/core/problem'
import { createRandom, permutation } from '../../src/core/random'
import { version } from '../../src/core/version'
import { asLearned, isOfOlderPictures } from '../../src/db/curation'
import { db } from '../../src/db/database'
import { loadMadeBlocks } from '../../src/db/made-pictures'
import type { Output } from '../../src/db/objects'
import { breathe } from '../../src/wire/breathe'
import type { PictureProgress } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
import { loadPictureData } from '../shared/picture-data'
import { contentOf, zipBlob } from './zip-blob'

const progressEvery = 50

/** An output's pictures as a labelled zip, with the report that was measured of them. */
export async function exportMade(
  outputId: string,
  realShare: number,
  layout: PictureLayout['id'],
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  if (!output.shape) throw new StudioError({ code: 'storage/not-found', what: 'pictures' })
  const run = await getOrThrow(db.runs.get(output.runId), 'run')
  const { source, seed } = await getOrThrow(db.projects.get(output.projectId), 'project')
  const stored = await getOrThrow(db.pictures.get(output.projectId), 'pictures')
  const { places, labels, parts, copies } = keptPictures(asLearned(stored, run))
  const given = { ...(parts ? { parts } : {}), ...(copies ? { copies } : {}) }
  // Counted as the gallery does, from 1.
  const split = splitParts(labels, given, seed)
  const nameOf = (place: number) => `picture ${places[split.train[place]!]! + 1}`
  const measured = await db.pictureReports.get(outputId)
  const facts = {
    id: crypto.randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    source: { name: source.fileName, pictures: labels.length },
    split: { train: split.train.length, control: split.control.length, test: split.test.length },
    generator: {
      type: run.generator,
      hyperparameters: run.options,
      backend: run.backend,
      steps: run.steps,
      seed: run.seed,
    },
    seed: output.seed,
    ...(output.derived ? { derived: derivationFacts(output.derived, nameOf) } : {}),
    sourceGeneration: source.marker?.generation ?? 0,
  }
  // Of a set from before a change in the gallery no pictures are mixed in: some may have been left out since.
  const mayMix = !isOfOlderPictures(stored, run)
  const real = realShare > 0 && mayMix ? await realPictures(output, realShare) : undefined
  const work = {
    classes: output.names,
    pictures: madeSets(output),
    ...(real ? { real } : {}),
    facts,
    report: measured?.report,
    layout,
  }
  async function* entries() {
    let done = 0
    for await (const { name, bytes } of madeFiles(work)) {
      if (name.endsWith('.png') && done++ % progressEvery === 0) {
        onProgress({ done: Math.min(done, output.rows), of: output.rows })
        await breathe()
      }
      yield { name, bytes: [bytes], content: contentOf(name) }
    }
  }
  return zipBlob(entries())
}

async function* madeSets({ id, shape, names }: Output): AsyncGenerator<PictureSet> {
  for await (const { labels, pixels } of loadMadeBlocks(id)) yield { ...shape!, classes: names, labels, pixels }
}

/** Of those that were learned from: test pictures stay out of every set that something may be trained on. */
async function realPictures({ projectId, rows, seed }: Output, share: number): Promise<PictureSet> {
  const { train } = await loadPictureData(projectId)
  const order = permutation(train.labels.length, createRandom(seed).fork('mix'))
  return pickPictures(train, order.slice(0, realCount(rows, share, train.labels.length)))
}
