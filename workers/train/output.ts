import { concatTables, conditionedUnits, type Fitted, sampleTable } from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import { type OutputChoice, type Steering, steeringOf } from '../../src/core/recipe/recipe'
import { rowTexts, type Table } from '../../src/core/table/table'
import { addBatch, columnBytes, deleteChunks, deleteLastPart, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import { breathe } from '../../src/wire/breathe'
import { getOrThrow } from '../shared/get-or-throw'
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

const commitEveryMs = 400

/**
 * Samples an output into the database; what was made is kept when it is stopped. What a closed tab loses is less than
 * half a second's rows: a commit that is safe on the disk costs as much as sampling some hundred rows.
 */
export async function writeOutput(fitted: Fitted, output: Output, control: OutputControl): Promise<void> {
  await deleteChunks(outputOwner(output.id))
  const writer = new OutputWriter(output.id)
  try {
    for await (const batch of sampleTable(fitted, choiceOf(output))) {
      writer.add(batch)
      if (writer.isDue()) control.onRows(await writer.commit())
      await breathe()
      if (control.stopped()) break
    }
    control.onRows(await writer.commit())
  } catch (thrown) {
    const error = storageProblem(thrown)
    await recordFailure(output.id, error instanceof StudioError ? { problem: error.problem } : {})
    throw error
  }
  const { rows } = writer.facts()
  await db.outputs.update(output.id, { ...writer.facts(), status: rows < output.wantedRows ? 'cancelled' : 'done' })
}

/** What is stored can be used, also when there is no room for the rest. */
async function recordFailure(outputId: string, problem: Pick<Output, 'problem'>): Promise<void> {
  const stored = await getOrThrow(db.outputs.get(outputId), 'output')
  const ended = (rows: number) => ({
    ...problem,
    rows,
    status: rows > 0 ? ('cancelled' as const) : ('failed' as const),
  })
  try {
    await db.outputs.update(outputId, ended(stored.rows))
  } catch {
    // Not even the reason fits: the last part makes room for it.
    const last = await deleteLastPart(outputOwner(outputId))
    await db.outputs.update(outputId, ended(stored.rows - last))
  }
}

/** Gathers batches into parts of an output, each stored with the output's new count of rows in one commit. */
class OutputWriter {
  private readonly startedAt = performance.now()
  private committedAt = Number.NEGATIVE_INFINITY
  private waiting: Table[] = []
  private rows = 0
  private bytes = 0
  private part = 0

  constructor(private readonly outputId: string) {}

  facts = () => ({
    rows: this.rows,
    bytes: this.bytes,
    sampleSeconds: (performance.now() - this.startedAt) / 1000,
  })

  add(batch: Table): void {
    this.waiting.push(batch)
  }

  /** The first rows at once, then what half a second has brought. */
  isDue(): boolean {
    return performance.now() - this.committedAt > commitEveryMs
  }

  /** Rows stored so far. What a closed tab leaves behind can be used. */
  async commit(): Promise<number> {
    if (this.waiting.length === 0) return this.rows
    const { rows, names, columns } = concatTables(this.waiting)
    this.waiting = []
    const shown = this.part === 0 ? { names, preview: firstRows({ rows, names, columns }, 100) } : {}
    this.rows += rows
    this.bytes += columns.reduce((sum, column) => sum + columnBytes(column), 0)
    await db.transaction('rw', db.chunks, db.outputs, async () => {
      await addBatch(outputOwner(this.outputId), this.part, columns, rows)
      await db.outputs.update(this.outputId, { ...shown, ...this.facts() })
    })
    this.part++
    this.committedAt = performance.now()
    return this.rows
  }
}

export const firstRows = (table: Table, most: number): string[][] =>
  Array.from({ length: Math.min(most, table.rows) }, (_, row) => rowTexts(table, row))
