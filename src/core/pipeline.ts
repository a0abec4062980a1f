import { splitHoldout } from './audit/prepare'
import type { Noise } from './dp/noise'
import type { DeclaredDomain } from './dp/private-fields'
import { privacyBudget } from './dp/statement'
import type { Fitted } from './draw-rows'
import { fitPrivateTableEncoder } from './encoders/private-table-encoder'
import type { TableEncoder } from './encoders/table-encoder'
import { fitTableEncoder } from './encoders/table-encoder'
import { gaussianCopula } from './generators/gaussian-copula'
import type { ControlData, FitContext, FitStep, Generator, Model, TrainData } from './generators/generator'
import { independent } from './generators/independent'
import { readOptions } from './generators/options'
import { StudioError } from './problem'
import { createRandom } from './random'
import type { ByteSource, ReadEvent, ReadOptions, ReadWarning } from './readers/reader'
import { openReader } from './readers/registry'
import { findMarker, type SyntheticMarker } from './readers/synthetic-marker'
import { unpack } from './readers/unpack'
import type { SplitChoice } from './recipe/recipe'
import { sampleWhole } from './sample-table'
import type { Schema } from './schema/schema'
import { concatColumns } from './table/concat'
import { splitRows } from './table/split'
import { splitByContent } from './table/split-by-content'
import { type Column, type ControlTable, type Table, type TestTable, type TrainTable, takeRows } from './table/table'
import { togetherBy } from './together'

/**
 * The way of a row: read → infer → split → encode → fit → sample → decode → measure. The workers and the headless
 * command walk it stage by stage with the functions of this file, in this order.
 */

/** The whole table of a source, in memory. A package of the studio is read as the table that it holds. */
export async function readTable(
  given: ByteSource,
  options: ReadOptions,
): Promise<{
  readonly table: Table
  readonly warnings: readonly ReadWarning[]
  readonly opened: Opened
  /** The source says that it is synthetic itself. */
  readonly marker?: SyntheticMarker
}> {
  const parts: Column[][] = []
  let opened: Opened | undefined
  let warnings: readonly ReadWarning[] = []
  let rows = 0
  const { source, marker: beside } = await unpack(given)
  const reader = await openReader(source)
  for await (const event of reader.read(source, options)) {
    if (event.type === 'opened') opened = event
    if (event.type === 'done') warnings = event.warnings
    if (event.type !== 'rows') continue
    rows += event.rows
    event.columns.forEach((column, c) => {
      parts[c] ??= []
      parts[c].push(column)
    })
  }
  if (!opened || rows === 0) throw new StudioError({ code: 'read/no-rows', name: source.name })
  const marker = beside ?? findMarker(source.name, opened.names, opened.keyValues)
  const table = { rows, names: opened.names, columns: parts.map(concatColumns) }
  return { table, warnings, opened, ...(marker ? { marker } : {}) }
}
export type Opened = Extract<ReadEvent, { type: 'opened' }>

/** The real parts of a table: made once, before anything is fitted. */
export interface Parts {
  readonly train: TrainTable
  readonly control: ControlTable
  readonly test: TestTable
}

/** Row numbers of the parts, seeded: rows stay together by the schema's group column, or where all learned cells agree. */
export function splitBySchema(table: Table, schema: Schema, split: SplitChoice, seed: number) {
  return splitRows(table, { ...split, seed, ...togetherBy(schema) })
}

/** As {@link splitBySchema}; where the last rows of the table are a hold-out, they alone are control and test. */
export function splitAudit(table: Table, holdoutRows: number, schema: Schema, split: SplitChoice, seed: number) {
  return holdoutRows > 0 ? splitHoldout(table, holdoutRows, schema, seed) : splitBySchema(table, schema, split, seed)
}

/**
 * The parts for a private generator: whose part a row is depends on that row alone, so that a row more or less moves no
 * other. Shares are met about; nothing is held back for early stopping, which there is none of.
 */
export function splitPrivately(table: Table, schema: Schema, split: SplitChoice, seed: number) {
  const group = schema.fields.findIndex((field) => field.role === 'group')
  const shares = split.holdout === 'full' ? split : { train: 1, control: 0 }
  return splitByContent(table, { ...shares, seed, ...(group >= 0 ? { groupColumn: group } : {}) })
}

export function takeParts(table: Table, split: Pick<ReturnType<typeof splitBySchema>, keyof Parts>): Parts {
  return {
    train: { role: 'train', table: takeRows(table, split.train) },
    control: { role: 'control', table: takeRows(table, split.control) },
    test: { role: 'test', table: takeRows(table, split.test) },
  }
}

/** The parts as a generator wants them. */
export interface Encoded {
  readonly encoder: TableEncoder
  readonly train: TrainData
  readonly control: ControlData
}

export async function encodeParts(
  parts: Parts,
  schema: Schema,
  generator: Generator,
  minimumCount: number,
  seed: number,
): Promise<Encoded> {
  checkEnough(parts, minimumCount)
  if (schema.fields.every(({ action }) => action === 'drop')) throw new StudioError({ code: 'schema/nothing-to-learn' })
  const options = { ...generator.encoding, minimumCount }
  const encoder = await fitTableEncoder(parts.train, schema, options, createRandom(seed).fork('encode'))
  return {
    encoder,
    train: { role: 'train', table: encoder.encode(parts.train.table) },
    control: { role: 'control', table: encoder.encode(parts.control.table) },
  }
}

/** The options of a private generator that its encoding needs. */
export interface PrivacyOptions {
  readonly epsilon: number
  /** 0 = {@link proposedDelta}. */
  readonly delta: number
  readonly domains: Readonly<Record<string, DeclaredDomain>>
  /** Of a network: 0 = by the number of rows. */
  readonly steps?: number
  readonly batch?: number
}

/**
 * The train rows as a private generator wants them: codes and counts that were declared or released, by a budget that
 * is shared with what the generator itself measures. Control rows stay out of it. `rows`: of the whole table, public.
 */
export async function encodePrivately(
  train: TrainTable,
  rows: number,
  schema: Schema,
  options: PrivacyOptions,
  noise: Noise,
): Promise<Encoded> {
  if (schema.fields.every(({ action }) => action === 'drop')) throw new StudioError({ code: 'schema/nothing-to-learn' })
  const budget = privacyBudget(schema, options, rows)
  const { encoder, train: table } = await fitPrivateTableEncoder(train, schema, {
    budget,
    domains: options.domains,
    noise,
  })
  const none = { rows: 0, units: encoder.units, codes: encoder.units.map(() => new Uint16Array(0)) }
  return { encoder, train: { role: 'train', table }, control: { role: 'control', table: none } }
}

/** With fewer train rows, nearly every value is too rare to be shown. Told in rows of the whole table. */
function checkEnough({ train, control, test }: Parts, minimumCount: number): void {
  if (train.table.rows >= 2 * minimumCount) return
  const rows = train.table.rows + control.table.rows + test.table.rows
  throw new StudioError({ code: 'schema/too-few-rows', rows, needed: 4 * minimumCount })
}

export { completeTable } from './complete-table'
export { concatTables, type Fitted } from './draw-rows'
export { conditionedUnits, sampleTable, sampleWhole } from './sample-table'

/** Fits to the end; `onStep` sees every step. */
export async function fitGenerator(
  generator: Generator,
  encoded: Encoded,
  options: unknown,
  context: Omit<FitContext, 'control'>,
  onStep: (step: FitStep) => void = () => {},
): Promise<Fitted> {
  let model: Model | undefined
  for await (const step of generator.fit(encoded.train, options, { ...context, control: encoded.control })) {
    onStep(step)
    model = step.model
  }
  if (!model) throw new Error(`${generator.id} ended without a model`)
  return { generator, encoder: encoded.encoder, model }
}

/** With fewer control rows than this, no figure is told beside them. */
const fewControlRows = 50
const mostBaselineRows = 20_000

/**
 * Rows of the baselines that every run is shown against: independent columns and a Gaussian copula. As many as control
 * has, since errors fall with the number of rows: all references of a figure, and the figure matched to them, scatter
 * alike. No relation between columns is kept: what independent columns lose is what they show.
 */
export async function sampleBaselines(
  parts: Parts,
  schema: Schema,
  minimumCount: number,
  seed: number,
  now: () => number,
): Promise<{ readonly baseline: Table; readonly copula: Table }> {
  const controlRows = parts.control.table.rows
  const rows = Math.min(mostBaselineRows, controlRows >= fewControlRows ? controlRows : parts.train.table.rows)
  const made = async (generator: Generator) => {
    const encoded = await encodeParts(parts, { ...schema, relations: [] }, generator, minimumCount, seed)
    const random = createRandom(seed).fork(generator.id)
    const fitted = await fitGenerator(generator, encoded, readOptions(generator, {}), { random, now })
    return sampleWhole(fitted, { rows, seed, temperature: 1, conditions: [] })
  }
  return { baseline: await made(independent), copula: await made(gaussianCopula) }
}
