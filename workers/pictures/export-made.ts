import { madeFiles } from '../../src/core/images/made-files'
import { partSizes } from '../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../src/core/images/picture-set'
import { StudioError } from '../../src/core/problem'
import { version } from '../../src/core/version'
import { db } from '../../src/db/database'
import { loadMadeBlocks } from '../../src/db/made-pictures'
import type { Output } from '../../src/db/objects'
import { breathe } from '../../src/wire/breathe'
import type { PictureProgress } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
import { contentOf, zipBlob } from './zip-blob'

const progressEvery = 50

/** An output's pictures as a labelled zip, with the report that was measured of them. */
export async function exportMade(outputId: string, onProgress: (progress: PictureProgress) => void): Promise<Blob> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  if (!output.shape) throw new StudioError({ code: 'storage/not-found', what: 'pictures' })
  const run = await getOrThrow(db.runs.get(output.runId), 'run')
  const { source, seed } = await getOrThrow(db.projects.get(output.projectId), 'project')
  const { labels, parts, copies } = await getOrThrow(db.pictures.get(output.projectId), 'pictures')
  const measured = await db.pictureReports.get(outputId)
  const facts = {
    id: crypto.randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    source: { name: source.fileName, pictures: labels.length },
    split: partSizes(labels, { ...(parts ? { parts } : {}), ...(copies ? { copies } : {}) }, seed),
    generator: {
      type: run.generator,
      hyperparameters: run.options,
      backend: run.backend,
      steps: run.steps,
      seed: run.seed,
    },
    seed: output.seed,
  }
  const work = { classes: output.names, pictures: madeSets(output), facts, report: measured?.report }
  async function* entries() {
    let done = 0
    for await (const { name, bytes } of madeFiles(work)) {
      if (done++ % progressEvery === 0) {
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
