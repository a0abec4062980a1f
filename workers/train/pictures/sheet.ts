import type { PictureModel } from '../../../src/core/images/learn/picture-generator'
import { pickPictures } from '../../../src/core/images/pick-pictures'
import { joinPictures } from '../../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../../src/core/images/picture-set'
import { createRandom } from '../../../src/core/random'
import { liveDb } from '../../../src/db/database'
import type { Run } from '../../../src/db/objects'
import { breathe } from '../../../src/wire/breathe'
import type { Shown } from '../trainee'
import type { PictureData } from './picture-data'

/** Pictures of a class on the sheet, and real ones beside them. */
const madeShown = 8
const realShown = 4
/** Classes on it, the first ones by name. */
const mostClasses = 24
/** What is made at once: a pause is heard after a fraction of a second. */
const piecePictures = 20

/**
 * Stores a sheet of the model's pictures, class by class; the same noise each time, so that one sees them get better.
 * False when it was `asked` for something else meanwhile.
 */
export async function publishSheet(
  run: Run,
  data: PictureData,
  { model, step = 0 }: { readonly model: PictureModel; readonly step?: number },
  asked: () => boolean,
): Promise<boolean> {
  const present = presentClasses(data.train)
  const labels = Int32Array.from({ length: present.length * madeShown }, (_, i) => present[i % present.length]!)
  const random = createRandom(run.seed).fork('sheet')
  const sets: PictureSet[] = []
  for (let from = 0; from < labels.length; from += piecePictures) {
    const piece = { labels: labels.slice(from, from + piecePictures), random: random.fork(from) }
    for await (const set of model.sample(piece)) sets.push(set)
    await breathe()
    if (asked()) return false
  }
  await liveDb.sheets.put({ runId: run.id, step, made: joinPictures(sets), real: realOnes(data, present) })
  return true
}

/** Rows and figures are a table's. */
export const nothingShown: Shown = { tiles: [], sample: [], goodEnough: false }

function presentClasses({ classes, labels }: PictureSet): number[] {
  const present = new Set(labels)
  return [...classes.keys()].filter((label) => present.has(label)).slice(0, mostClasses)
}

/** Of pictures that nothing learns from, where there are any. */
function realOnes({ control, train }: PictureData, present: readonly number[]): PictureSet {
  const from = control.labels.length > 0 ? control : train
  const places = present.flatMap((label) =>
    [...from.labels.keys()].filter((place) => from.labels[place] === label).slice(0, realShown),
  )
  return pickPictures(from, places)
}
