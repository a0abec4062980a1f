import type { Generator } from './generators/generator'
import { readOptions } from './generators/options'
import { encodeParts, fitGenerator, sampleWhole } from './pipeline'
import { createRandom } from './random'
import type { Schema } from './schema/schema'
import type { ControlTable, Table } from './table/table'

export interface RemakeChoice {
  readonly generator: Generator
  readonly options: unknown
  readonly schema: Schema
  readonly minimumCount: number
  /** Of fit and draws. */
  readonly seed: number
  readonly rows: number
  readonly now: () => number
}

/** Rows of a generator that is fitted on exactly these real rows. Columns: those of the schema. */
export async function remakeTable(real: Table, control: ControlTable, choice: RemakeChoice): Promise<Table> {
  const { generator, options, schema, minimumCount, seed, rows, now } = choice
  const none = { role: 'test', table: { rows: 0, names: real.names, columns: real.columns } } as const
  const parts = { train: { role: 'train', table: real }, control, test: none } as const
  const encoded = await encodeParts(parts, schema, generator, minimumCount, seed)
  const random = createRandom(seed).fork(generator.id)
  const fitted = await fitGenerator(generator, encoded, readOptions(generator, options), { random, now })
  return sampleWhole(fitted, { rows, seed, temperature: 1, conditions: [] })
}
