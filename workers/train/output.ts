import { conditionedUnits, type Fitted, sampleTable } from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import { type OutputChoice, type Steering, steeringOf } from '../../src/core/recipe/recipe'
import { rowTexts, type Table } from '../../src/core/table/table'
import { addBatch, columnBytes, deleteChunks, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import { breathe } from '../../src/wire/breathe'
import { storageProblem } from '../shared/storage-error'

interface OutputControl {
  stopped(): boolean
  onRows(rows: number): void
}

export const choiceOf = (output: Pick<Output, 'wantedRows' | 'seed'> & Steering): OutputChoice => ({
  rows: output.wantedRows,
  seed: output.seed,
  ...steeringOf(output),
})

/** Whether a sequential model must be fitted again for these conditions, and with which units first. */
export function refitUnits(fitted: Fitted, choice: OutputChoice): number[] | undefined {
  if (fitted.generator.conditions === 'any-order') return undefined
  const units = conditionedUnits(fitted.encoder, choice)
  return units.length > 0 ? units : undefined
}

/** Samples an output into the database in batches; what was made is kept when it is stopped. */
export async function writeOutput(fitted: Fitted, output: Output, control: OutputControl): Promise<void> {
  const owner = outputOwner(output.id)
  await deleteChunks(owner)
  const startedAt = performance.now()
  let rows = 0
  let bytes = 0
  let part = 0
  const facts = () => ({ rows, bytes, sampleSeconds: (performance.now() - startedAt) / 1000 })
  try {
    for await (const batch of sampleTable(fitted, choiceOf(output))) {
      rows += batch.rows
      bytes += batch.columns.reduce((sum, column) => sum + columnBytes(column), 0)
      const shown = part === 0 ? { names: batch.names, preview: firstRows(batch, 100) } : {}
      // Rows and their count in one commit: what a closed tab leaves behind can be used.
      await db.transaction('rw', db.chunks, db.outputs, async () => {
        await addBatch(owner, part, batch.columns, batch.rows)
        await db.outputs.update(output.id, { ...shown, ...facts() })
      })
      part++
      control.onRows(rows)
      await breathe()
      if (control.stopped()) break
    }
  } catch (thrown) {
    const error = storageProblem(thrown)
    const problem = error instanceof StudioError ? { problem: error.problem } : {}
    // What is stored can be used, also when there is no room for the rest.
    const stored = (await db.outputs.get(output.id))?.rows ?? 0
    await db.outputs.update(output.id, { status: stored > 0 ? 'cancelled' : 'failed', ...problem })
    throw error
  }
  await db.outputs.update(output.id, { ...facts(), status: rows < output.wantedRows ? 'cancelled' : 'done' })
}

export const firstRows = (table: Table, most: number): string[][] =>
  Array.from({ length: Math.min(most, table.rows) }, (_, row) => rowTexts(table, row))
