import type { PictureModel } from '../../../src/core/images/learn/picture-generator'
import { findPictureGenerator } from '../../../src/core/images/learn/registry'
import type { Engine } from '../../../src/core/nets/engine'
import { db } from '../../../src/db/database'
import type { Run } from '../../../src/db/objects'
import { getOrThrow } from '../../shared/get-or-throw'

export async function storePictureModel(run: Run, model: PictureModel): Promise<void> {
  const snapshot = await model.snapshot()
  await db.models.put({ runId: run.id, projectId: run.projectId, savedAt: Date.now(), snapshot })
}

export async function loadPictureModel(run: Run, engine: Engine): Promise<PictureModel> {
  const { snapshot } = await getOrThrow(db.models.get(run.id), 'model')
  return findPictureGenerator(run.generator).restore(snapshot, { engine })
}
