import type { EncodedTable } from './encoders/encoder'
import type { Generator } from './generators/generator'
import { readOptions } from './generators/options'
import { sequentialTrees } from './generators/sequential-trees'
import { encodeParts, type Fitted, fitGenerator, sampleWhole } from './pipeline'
import { createRandom } from './random'
import type { ModelAccess } from './reports/leak-measure'
import type { Schema } from './schema/schema'
import type { Table } from './table/table'

/** What audits do with a fitted model beyond drawing from it. */
export interface AuditedModel {
  readonly fitted: Fitted
  /** Of the generator, as it was fitted. */
  readonly options: unknown
  readonly schema: Schema
  readonly minimumCount: number
  readonly seed: number
  readonly now: () => number
}

/**
 * Likelihoods where the model tells them, and fits of the same generator to other rows where that is quick. A private
 * generator is not fitted again: that would look at rows outside its budget.
 */
export function modelAccess(audited: AuditedModel): ModelAccess {
  const likelihood = rowLikelihood(audited)
  const { trains, isPrivate } = audited.fitted.generator
  return {
    ...(likelihood ? { likelihood } : {}),
    ...(trains || isPrivate ? {} : { shadow: { fit: shadowFit(audited), now: audited.now } }),
  }
}

/**
 * ln p of rows under the model, and under an attacker's own model of rows of their own: of the same kind where that
 * takes seconds, else trees; nothing is ever sampled from it.
 */
function rowLikelihood({ fitted, options, seed, now }: AuditedModel): ModelAccess['likelihood'] {
  const { generator, encoder, model } = fitted
  if (!model.logLikelihood) return undefined
  return async (targets: Table, reference: Table) => {
    const known = recounted(encoder.encode(reference))
    const quick: Generator = generator.trains || generator.isPrivate ? sequentialTrees : generator
    const own = await fitGenerator(
      quick,
      { encoder, train: { role: 'train', table: known }, control: { role: 'control', table: known } },
      readOptions(quick, quick === generator ? options : {}),
      { random: createRandom(seed).fork('attacker'), now },
    )
    const { codes } = encoder.encode(targets)
    return { model: await model.logLikelihood!(codes), reference: await own.model.logLikelihood!(codes) }
  }
}

/** With the counts of its own rows in place of the train rows'. */
function recounted(table: EncodedTable): EncodedTable {
  const units = table.units.map((unit, u) => {
    const counts = new Float64Array(unit.size)
    for (const code of table.codes[u]!) counts[code]!++
    return { ...unit, counts }
  })
  return { ...table, units }
}

/** The whole way again, encoders included, since they too look at the rows. */
function shadowFit(audited: AuditedModel): NonNullable<ModelAccess['shadow']>['fit'] {
  const { options, schema, minimumCount, seed, now } = audited
  const { generator } = audited.fitted
  return async (train, canaries, round) => {
    // Early stopping has nothing to steer here: the canaries stand where control rows are asked for.
    const parts = {
      train,
      control: { role: 'control', table: canaries },
      test: { role: 'test', table: canaries },
    } as const
    const encoded = await encodeParts(parts, schema, generator, minimumCount, seed + round)
    const random = createRandom(seed + round).fork('shadow')
    const fitted = await fitGenerator(generator, encoded, readOptions(generator, options), { random, now })
    const output = { rows: train.table.rows, seed: seed + round, temperature: 1, conditions: [] }
    const synthetic = await sampleWhole(fitted, output)
    const logLikelihood = await fitted.model.logLikelihood?.(encoded.encoder.encode(canaries).codes)
    fitted.model.dispose()
    return { synthetic, ...(logLikelihood ? { logLikelihood } : {}) }
  }
}
