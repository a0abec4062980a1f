import { derivePictures } from '../../../src/core/images/derivation'
import type { PictureModel } from '../../../src/core/images/learn/picture-generator'
import { countClasses, joinPictures, spreadLabels } from '../../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../../src/core/images/picture-set'
import { StudioError } from '../../../src/core/problem'
import { createRandom } from '../../../src/core/random'
import { db } from '../../../src/db/database'
import { deleteMadePictures, madeBlockPictures } from '../../../src/db/made-pictures'
import type { Output, Run } from '../../../src/db/objects'
import { addOutput } from '../../../src/db/runs'
import { breathe } from '../../../src/wire/breathe'
import type { PictureData } from '../../shared/picture-data'
import { storageProblem } from '../../shared/storage-error'

interface SampleControl {
  stopped(): boolean
  onRows(pictures: number): void
}

/** As many pictures as were learned from, class by class. */
export function firstOutput(run: Run, { train, project }: PictureData): Promise<Output> {
  const perClass = countClasses(train)
  const wish = { wantedRows: train.labels.length, perClass, seed: project.seed, temperature: 1, conditions: [] }
  return addOutput(run, wish)
}

/** Makes an output's pictures into the database; what was made is kept when it is stopped. */
export async function writePictures(
  model: PictureModel,
  { train }: Pick<PictureData, 'train'>,
  output: Output,
  control: SampleControl,
): Promise<void> {
  await deleteMadePictures(output.id)
  const startedAt = performance.now()
  const random = createRandom(output.seed).fork('sample')
  let made = 0
  let bytes = 0
  try {
    const sets = output.derived
      ? derivePictures(model, train, output.derived, random)
      : model.sample({ labels: spreadLabels(output.perClass ?? []), random })
    for await (const set of inBlocks(sets)) {
      const { width, height, channels, pixels, classes } = set
      const { id: outputId, projectId } = output
      const block = { outputId, projectId, block: made / madeBlockPictures, labels: set.labels, pixels }
      made += set.labels.length
      bytes += pixels.length
      const facts = { names: classes, shape: { width, height, channels }, rows: made, bytes }
      const sampleSeconds = (performance.now() - startedAt) / 1000
      await db.transaction('rw', db.madePictures, db.outputs, async () => {
        await db.madePictures.put(block)
        await db.outputs.update(outputId, { ...facts, sampleSeconds })
      })
      control.onRows(made)
      await breathe()
      if (control.stopped()) break
    }
  } catch (thrown) {
    const error = storageProblem(thrown)
    const problem = error instanceof StudioError ? { problem: error.problem } : {}
    await db.outputs.update(output.id, { status: made > 0 ? 'cancelled' : 'failed', ...problem })
    throw error
  }
  await db.outputs.update(output.id, { status: made < output.wantedRows ? 'cancelled' : 'done' })
}

async function* inBlocks(batches: AsyncIterable<PictureSet>): AsyncGenerator<PictureSet> {
  let waiting: PictureSet | undefined
  for await (const batch of batches) {
    waiting = waiting ? joinPictures([waiting, batch]) : batch
    while (waiting.labels.length >= madeBlockPictures) {
      yield cut(waiting, 0, madeBlockPictures)
      waiting = cut(waiting, madeBlockPictures, waiting.labels.length)
    }
  }
  if (waiting && waiting.labels.length > 0) yield waiting
}

function cut(set: PictureSet, from: number, to: number): PictureSet {
  const size = set.width * set.height * set.channels
  return { ...set, pixels: set.pixels.slice(from * size, to * size), labels: set.labels.slice(from, to) }
}
