import { concatTables, type Fitted, plainRows } from './draw-rows'
import type { TableEncoder } from './encoders/table-encoder'
import { mixedRows } from './mixed-rows'
import { parityRows, parityUnits } from './parity-rows'
import { createRandom } from './random'
import type { OutputChoice } from './recipe/recipe'
import type { Table } from './table/table'

/** Units that a sequential model must begin with: those that conditions fix, in unit order, then those of parity. */
export function conditionedUnits(encoder: TableEncoder, output: OutputChoice): number[] {
  const { strata } = encoder.strata(output.conditions, output.rows)
  const fixed = (u: number) => strata.some((s) => s.allowed[u] !== undefined || s.known?.[u] !== undefined)
  const conditioned = encoder.units.map((_, u) => u).filter(fixed)
  if (!output.parity) return conditioned
  const { target, sensitive } = parityUnits(encoder, output.parity)
  return [...new Set([...conditioned, ...sensitive, ...target])]
}

/** Synthetic rows in batches, decoded, in the order of the schema. Seeded: same model and seed, same rows. */
export async function* sampleTable(fitted: Fitted, output: OutputChoice): AsyncGenerator<Table> {
  if (output.parity) {
    yield* parityRows(fitted, output, output.parity)
    return
  }
  const random = createRandom(output.seed).fork('sample')
  yield* output.conditions.length > 0 ? mixedRows(fitted, output, random) : plainRows(fitted, output, random)
}

/** All synthetic rows as one table. */
export async function sampleWhole(fitted: Fitted, output: OutputChoice): Promise<Table> {
  const batches: Table[] = []
  for await (const batch of sampleTable(fitted, output)) batches.push(batch)
  return concatTables(batches)
}
