import { measurePictures } from '../../../src/core/images/metrics/measure-pictures'
import { pickPictures } from '../../../src/core/images/pick-pictures'
import { joinPictures } from '../../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../../src/core/images/picture-set'
import { createRandom } from '../../../src/core/random'
import { db } from '../../../src/db/database'
import { loadMadeBlocks, type PicturePairPixels } from '../../../src/db/made-pictures'
import type { Output } from '../../../src/db/objects'
import { getOrThrow } from '../../shared/get-or-throw'
import { loadPictureData } from '../../shared/picture-data'
import type { Device } from '../device'
import { loadPictureModel } from './picture-models'
import { draftGenerator } from './train-pictures'

/** Pictures that are measured at most; more tell hardly more. */
const mostMeasured = 10_000

/** Measures an output of pictures against train and test, beside the draft, and stores its report. */
export async function measureMade(
  outputId: string,
  device: Device,
  onProgress: (share: number) => void,
): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const { projectId } = output
  const { train, control, test, project } = await loadPictureData(projectId, output.runId)
  const made = await loadMade(output)
  if (!made) return
  const draft = output.generator === draftGenerator ? undefined : await newestDraft(projectId)
  const drafted = draft && (await loadMade(draft))
  // A draft of other classes, from before or after a change in the gallery, does not compare.
  const baseline = drafted?.classes.join('\0') === train.classes.join('\0') ? drafted : undefined
  const engine = await device.velocityEngine()
  const { velocity } = engine
  const model = await loadPictureModel(await getOrThrow(db.runs.get(output.runId), 'run'), engine)
  const sets = { train, control, test, made, ...(baseline ? { baseline } : {}), model }
  const report = await measurePictures(sets, velocity, createRandom(project.seed).fork('report'), {
    onProgress,
  }).finally(model.dispose)
  const closest = (report?.copies.moved.closest ?? []).map(
    (pair): PicturePairPixels => ({
      made: pickPictures(made, [pair.made]).pixels,
      real: pickPictures(train, [pair.train]).pixels,
      distance: pair.distance,
    }),
  )
  await db.pictureReports.put({ outputId, projectId, createdAt: Date.now(), ...(report ? { report } : {}), closest })
}

async function newestDraft(projectId: string): Promise<Output | undefined> {
  const outputs = await db.outputs.where('projectId').equals(projectId).sortBy('createdAt')
  return outputs.findLast(({ generator, status }) => generator === draftGenerator && status === 'done')
}

async function loadMade({ id, shape, names }: Output): Promise<PictureSet | undefined> {
  const sets: PictureSet[] = []
  let count = 0
  for await (const { labels, pixels } of loadMadeBlocks(id)) {
    sets.push({ ...shape!, classes: names, labels, pixels })
    count += labels.length
    if (count >= mostMeasured) break
  }
  return sets.length > 0 ? joinPictures(sets) : undefined
}
