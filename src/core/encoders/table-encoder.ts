import { StudioError } from '../problem'
import type { Random } from '../random'
import type { Field, Schema } from '../schema/schema'
import type { Column, Table, TrainTable } from '../table/table'
import { type Completion, planCompletion } from './completion'
import type {
  Codes,
  EncodedTable,
  Encoder,
  EncoderState,
  EncodingOptions,
  FittedEncoder,
  NotLearnedReason,
  Unit,
} from './encoder'
import { encoders } from './registry'
import { type FieldBounds, type Strata, stratify, type WishedCondition } from './strata'

/** A field of the schema and where its units are. */
interface EncodedField {
  readonly name: string
  readonly encoder: string
  /** Positions in {@link TableEncoder.units}. */
  readonly units: readonly number[]
  readonly isDropped: boolean
}

interface DecodeTableContext {
  readonly rows: number
  /** Rows decoded before this batch for the same output. */
  readonly offset: number
  readonly random: Random
  /** Of the batch's stratum. */
  readonly bounds?: FieldBounds
}

/** All encoders of a table, fitted on its train rows. */
export interface TableEncoder {
  readonly units: readonly Unit[]
  /** In schema order, dropped ones included. */
  readonly fields: readonly EncodedField[]
  readonly notLearned: readonly { readonly field: string; readonly reason: NotLearnedReason }[]
  /** Any table with the schema's columns: train, control, test, rows to complete. */
  encode(table: Table): EncodedTable
  /** The inverse, in schema order, dropped fields left out. `codes`: `[units][rows]`. */
  decode(codes: readonly Codes[], context: DecodeTableContext): Table
  /** Conditions of a recipe as strata for a sample request. Throws problems for unknown or contradictory values. */
  strata(conditions: readonly WishedCondition[], rows: number): Strata
  /** Rows of which only some cells are given. */
  complete(given: Table): Completion
  /** Structured-clonable, holds no row; {@link restoreTableEncoder} reads it. */
  state(): TableEncoderState
}

export interface TableEncoderState {
  readonly schema: Schema
  readonly fields: readonly EncoderState[]
}

/** Looks at train rows only. A column that can't be learned is made otherwise, and named in `notLearned`. */
export async function fitTableEncoder(
  train: TrainTable,
  schema: Schema,
  options: EncodingOptions,
  random: Random,
): Promise<TableEncoder> {
  const fitted: FittedEncoder[] = []
  for (const field of schema.fields) {
    const encoder = encoderFor(field)
    fitted.push(await encoder.fit(columnOf(train.table, field), field, { options, random: random.fork(field.name) }))
  }
  return assemble(schema, fitted)
}

export async function restoreTableEncoder(state: TableEncoderState): Promise<TableEncoder> {
  const fitted = await Promise.all(
    state.schema.fields.map((field, i) => {
      const own = state.fields[i]
      const encoder = encoders.find((each) => each.id === own?.encoder)
      if (!own || !encoder)
        throw new StudioError({ code: 'encode/unreadable-state', encoder: own?.encoder ?? field.name })
      return encoder.restore(own, field)
    }),
  )
  return assemble(state.schema, fitted)
}

function encoderFor(field: Field): Encoder {
  const encoder = encoders.find((each) => each.takes(field))
  if (!encoder) throw new Error(`no encoder takes ${field.kind} with action ${field.action}`)
  return encoder
}

function columnOf(table: Table, field: Field): Column {
  const column = table.columns[table.names.indexOf(field.name)]
  if (!column) throw new Error(`the table has no column ${field.name}`)
  return column
}

function assemble(schema: Schema, fitted: readonly FittedEncoder[]): TableEncoder {
  const units: Unit[] = []
  const fields = schema.fields.map((field, f): EncodedField => {
    const own = fitted[f]!.units.map((unit) => units.push({ ...unit, field: f }) - 1)
    const state = fitted[f]!.state()
    return { name: field.name, encoder: state.encoder, units: own, isDropped: field.action === 'drop' }
  })
  const encodeWith = (columns: (field: Field) => Column | undefined, rows: number): EncodedTable => {
    const codes = schema.fields.flatMap((field, f) => {
      const column = columns(field)
      return column ? fitted[f]!.encode(column) : fitted[f]!.units.map(() => new Uint16Array(rows))
    })
    return { rows, units, codes }
  }
  return {
    units,
    fields,
    notLearned: fitted.flatMap(({ notLearned }, f) =>
      notLearned ? [{ field: schema.fields[f]!.name, reason: notLearned }] : [],
    ),
    encode: (table) => encodeWith((field) => columnOf(table, field), table.rows),
    decode: (codes, context) => decode(schema, fields, fitted, codes, context),
    strata: (conditions, rows) => stratify(conditions, rows, { schema, fitted, units }),
    complete(given) {
      const encoded = encodeWith((field) => given.columns[given.names.indexOf(field.name)], given.rows)
      return planCompletion(
        given,
        encoded,
        schema.fields.map(({ name }) => name),
      )
    },
    state: () => ({ schema, fields: fitted.map((each) => each.state()) }),
  }
}

function decode(
  schema: Schema,
  fields: readonly EncodedField[],
  fitted: readonly FittedEncoder[],
  codes: readonly Codes[],
  { rows, offset, random, bounds }: DecodeTableContext,
): Table {
  const kept = fields.flatMap((field, f) => (field.isDropped ? [] : [f]))
  const columns = kept.map((f) => {
    const own = fields[f]!.units.map((unit) => codes[unit]!)
    // A stream per column and batch: a column's values do not depend on which other columns there are.
    const stable = random.fork(schema.fields[f]!.name)
    const { seed } = stable.state()
    const limits = bounds?.[f]
    const context = { rows, offset, random: stable.fork(offset), seed, ...(limits ? { bounds: limits } : {}) }
    return fitted[f]!.decode(own, context)
  })
  return { rows, names: kept.map((f) => schema.fields[f]!.name), columns }
}
