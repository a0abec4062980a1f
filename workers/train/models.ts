import { restoreTableEncoder } from '../../src/core/encoders/table-encoder'
import { findGenerator } from '../../src/core/generators/registry'
import type { Engine } from '../../src/core/nets/engine'
import type { Fitted } from '../../src/core/pipeline'
import { db } from '../../src/db/database'
import type { Run } from '../../src/db/objects'
import { getOrThrow } from '../shared/get-or-throw'

export async function storeModel(run: Run, fitted: Fitted): Promise<void> {
  const snapshot = await fitted.model.snapshot()
  const encoder = fitted.encoder.state()
  await db.models.put({ runId: run.id, projectId: run.projectId, savedAt: Date.now(), snapshot, encoder })
}

export async function loadModel(run: Run, engine: () => Promise<Engine>): Promise<Fitted> {
  const stored = await getOrThrow(db.models.get(run.id), 'model')
  const encoder = await restoreTableEncoder(await getOrThrow(Promise.resolve(stored.encoder), 'encoder'))
  const generator = findGenerator(run.generator)
  const context = generator.trains ? { engine: await engine() } : {}
  const model = await generator.restore(stored.snapshot, context)
  return { generator, encoder, model }
}
