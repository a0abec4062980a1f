import { completeTable, type Fitted, readTable } from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import { addBatch, columnBytes, deleteChunks, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { fileSource } from '../shared/file-source'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'
import type { Device } from './device'
import { fitRun } from './fit'
import { loadModel } from './models'
import { firstRows } from './output'

/** More rows than this, copies counted, are not completed at once: each is held with its codes. */
const mostRows = 200_000

/** Fills the gaps of the file's rows: the output that stands in the database gets them. */
export async function completeOutput(outputId: string, file: File, device: Device): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const run = await getOrThrow(db.runs.get(output.runId), 'run')
  const startedAt = performance.now()
  try {
    const { source } = await getOrThrow(db.projects.get(run.projectId), 'project')
    // What is missing is written as in the original.
    const missingWords = [...new Set(['', ...source.dialect.missingWords])]
    const { table: given } = await readTable(fileSource(file), { dialect: { missingWords } })
    const limit = Math.floor(mostRows / (output.copies ?? 1))
    if (given.rows > limit) throw new StudioError({ code: 'sample/too-many-given', rows: given.rows, limit })
    const plain = await loadModel(run, () => device.engine())
    const known = plain.encoder.fields.map((field) => field.name)
    const unknown = given.names.find((name) => !known.includes(name))
    if (unknown !== undefined) throw new StudioError({ code: 'schema/unknown-column', column: unknown })
    const refit = async (first: readonly number[]): Promise<Fitted> => {
      if (plain.generator.conditions === 'any-order' || first.length === 0) return plain
      return fitRun(await loadProjectData(run.projectId, run.generator), run, first)
    }
    const made = await completeTable(given, plain.encoder, refit, output)
    plain.model.dispose()
    await deleteChunks(outputOwner(outputId))
    await addBatch(outputOwner(outputId), 0, made.columns, made.rows)
    await db.outputs.update(outputId, {
      names: made.names,
      preview: firstRows(made, 100),
      rows: made.rows,
      completed: true,
      wantedRows: made.rows,
      bytes: made.columns.reduce((sum, column) => sum + columnBytes(column), 0),
      sampleSeconds: (performance.now() - startedAt) / 1000,
      status: 'done',
    })
  } catch (error) {
    const problem = error instanceof StudioError ? { problem: error.problem } : {}
    await db.outputs.update(outputId, { status: 'failed', ...problem })
    throw error
  }
}
