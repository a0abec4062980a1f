import { StudioError } from '../problem'
import type { Random } from '../random'
import type { Field, Schema } from '../schema/schema'
import type { Column, Table, TrainTable } from '../table/table'
import { type Completion, keepGiven, planCompletion } from './completion'
import { conditionCheck } from './condition-check'
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
import { fitRelationPlan, type RelationPlan, type RelationPlanState, relationPlan } from './relation-plan'
import { type FieldBounds, type RowCheck, type Strata, stratify, type WishedCondition } from './strata'

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
  /** Rows of a decoded table that keep the schema's orders and pass a stratum's checks, ascending; undefined: all. */
  keeps(table: Table, checks: readonly RowCheck[]): Uint32Array | undefined
  /** The table with what no unit decides (fresh ids, fakes, constants) made again for rows from `offset` on. */
  renumbered(table: Table, context: Omit<DecodeTableContext, 'bounds'>): Table
  /** Puts values that break an order the other way round: for rows that stay out of order. */
  reorder(table: Table): Table
  /** Units of a field. @throws encode/not-conditionable when it is not learned, or computed from others */
  ownUnits(field: string): readonly number[]
  /** Units that decide a field: its own and those that it is computed from. @throws encode/not-conditionable */
  unitsBehind(field: string): readonly number[]
  /** Rows of which only some cells are given. */
  complete(given: Table): Completion
  /** Structured-clonable, holds no row; {@link restoreTableEncoder} reads it. */
  state(): TableEncoderState
}

export interface TableEncoderState {
  readonly schema: Schema
  readonly fields: readonly EncoderState[]
  /** Absent in states of before relations were kept. */
  readonly relations?: RelationPlanState
}

/** Looks at train rows only. A column that can't be learned is made otherwise, and named in `notLearned`. */
export async function fitTableEncoder(
  train: TrainTable,
  schema: Schema,
  options: EncodingOptions,
  random: Random,
): Promise<TableEncoder> {
  const plan = fitRelationPlan(train, schema, options.minimumCount)
  const modelled = plan.reduce(train.table)
  const fitted: FittedEncoder[] = []
  for (const field of schema.fields) {
    const own = plan.modelled(field)
    const learn = () => encoderFor(own).fit(columnOf(modelled, own), own, { options, random: random.fork(field.name) })
    fitted.push(plan.derived.has(field.name) ? computed : await learn())
  }
  return assemble(schema, fitted, plan)
}

export async function restoreTableEncoder(state: TableEncoderState): Promise<TableEncoder> {
  const plan = relationPlan(state.schema, state.relations ?? { relations: [], lookups: [], written: {} })
  const fitted = await Promise.all(
    state.schema.fields.map((field, i) => {
      const own = state.fields[i]
      if (plan.derived.has(field.name)) return computed
      const encoder = encoders.find((each) => each.id === own?.encoder)
      if (!own || !encoder)
        throw new StudioError({ code: 'encode/unreadable-state', encoder: own?.encoder ?? field.name })
      return encoder.restore(own, field)
    }),
  )
  return assemble(state.schema, fitted, plan)
}

/** Stands for a field that others give: nothing of it is modelled. */
const computed: FittedEncoder = {
  units: [],
  encode: () => [],
  decode: () => {
    throw new Error('a computed field is not decoded')
  },
  allow: () => ({ masks: [] }),
  forbid: () => ({ masks: [] }),
  state: () => ({ encoder: 'computed' }),
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

function assemble(schema: Schema, fitted: readonly FittedEncoder[], plan: RelationPlan): TableEncoder {
  const units: Unit[] = []
  const fields = schema.fields.map((field, f): EncodedField => {
    const own = fitted[f]!.units.map((unit) => units.push({ ...unit, field: f }) - 1)
    const state = fitted[f]!.state()
    return { name: field.name, encoder: state.encoder, units: own, isDropped: field.action === 'drop' }
  })
  const unitsOf = (names: readonly string[], asked: string) => {
    const own = fields.flatMap((field) => (names.includes(field.name) ? field.units : []))
    if (own.length === 0) throw new StudioError({ code: 'encode/not-conditionable', column: asked })
    return own
  }
  const encodeWith = (columns: (field: Field) => Column | undefined, rows: number): EncodedTable => {
    const codes = schema.fields.flatMap((field, f) => {
      if (fitted[f]!.units.length === 0) return []
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
    encode(table) {
      const modelled = plan.reduce(table)
      return encodeWith((field) => columnOf(modelled, field), table.rows)
    },
    decode: (codes, context) => decode(schema, fields, fitted, plan, codes, context),
    strata: (conditions, rows) =>
      stratify(plan.rewrite(conditions), rows, {
        schema,
        fitted,
        units,
        isChecked: (field, { is }) =>
          plan.derived.has(field) || (plan.counted.has(field) && is !== 'missing' && is !== 'present'),
      }),
    keeps: (table, checks) => keptRows(schema, plan, table, checks),
    renumbered: (table, context) => renumbered(schema, fields, fitted, plan, table, context),
    reorder: (table) => plan.reorder(table),
    ownUnits: (field) => unitsOf(plan.derived.has(field) ? [] : [field], field),
    unitsBehind: (field) => unitsOf(plan.sourcesOf(field), field),
    complete: (given) => complete(given, schema, fitted, units, plan, encodeWith),
    state: () => ({ schema, fields: fitted.map((each) => each.state()), relations: plan.state() }),
  }
}

/** What relations give for certain is given too; what is computed is computed again from the finished row. */
function complete(
  partial: Table,
  schema: Schema,
  fitted: readonly FittedEncoder[],
  units: readonly Unit[],
  plan: RelationPlan,
  encode: (columns: (field: Field) => Column | undefined, rows: number) => EncodedTable,
): Completion {
  const given = plan.infer(partial)
  const { open, filled: modelled } = plan.reduceGiven(given)
  const encoded = encode((field) => modelled.columns[modelled.names.indexOf(field.name)], given.rows)
  const names = schema.fields.map(({ name }) => name)
  const limits = {
    key: (row: number) => JSON.stringify(plan.limitsOf(given, row)),
    masks(row: number) {
      const wishes = plan.limitsOf(given, row)
      const own = units.map(() => undefined as Uint8Array | undefined)
      for (const { field, condition } of wishes) {
        const f = names.indexOf(field)
        const { masks } = fitted[f]!.allow(condition)
        units
          .filter((unit) => unit.field === f)
          .forEach((unit, i) => {
            own[units.indexOf(unit)] = masks[i]
          })
      }
      return own
    },
  }
  const { strata, restore } = planCompletion(open, encoded, names, limits)
  return {
    strata,
    restore(sampled) {
      if (plan.derived.size === 0 && plan.counted.size === 0) return restore(sampled)
      const kept = restore(plan.reduce(sampled))
      return keepGiven(plan.restore(kept, kept.names, given), given)
    },
  }
}

function keptRows(
  schema: Schema,
  plan: RelationPlan,
  table: Table,
  checks: readonly RowCheck[],
): Uint32Array | undefined {
  if (!plan.hasOrders && checks.length === 0) return undefined
  const ordered = plan.ordered(table)
  const tests = checks.map(({ field, condition, isMet }) => {
    const at = schema.fields.findIndex(({ name }) => name === field)
    const meets = conditionCheck(condition, schema.fields[at]!, columnOf(table, schema.fields[at]!))
    return (row: number) => meets(row) === isMet
  })
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row)
  const kept = rows.filter((row) => ordered[row] === 1 && tests.every((test) => test(row)))
  return kept.length === table.rows ? undefined : kept
}

function renumbered(
  schema: Schema,
  fields: readonly EncodedField[],
  fitted: readonly FittedEncoder[],
  plan: RelationPlan,
  table: Table,
  context: Omit<DecodeTableContext, 'bounds'>,
): Table {
  const isMade = (f: number) => fields[f]!.units.length === 0 && !plan.derived.has(schema.fields[f]!.name)
  const columns = table.names.map((name, c) => {
    const f = schema.fields.findIndex((field) => field.name === name)
    return isMade(f) ? fitted[f]!.decode([], columnContext(name, context)) : table.columns[c]!
  })
  return { ...table, columns }
}

/** A stream per column and batch: a column's values do not depend on which other columns there are. */
function columnContext(name: string, { rows, offset, random }: Omit<DecodeTableContext, 'bounds'>) {
  const stable = random.fork(name)
  return { rows, offset, random: stable.fork(offset), seed: stable.state().seed }
}

function decode(
  schema: Schema,
  fields: readonly EncodedField[],
  fitted: readonly FittedEncoder[],
  plan: RelationPlan,
  codes: readonly Codes[],
  { rows, offset, random, bounds }: DecodeTableContext,
): Table {
  const kept = fields.flatMap((field, f) => (field.isDropped ? [] : [f]))
  const made = kept.filter((f) => !plan.derived.has(schema.fields[f]!.name))
  const namesOf = (of: readonly number[]) => of.map((f) => schema.fields[f]!.name)
  const columns = made.map((f) => {
    const own = fields[f]!.units.map((unit) => codes[unit]!)
    const limits = bounds?.[f]
    const context = columnContext(schema.fields[f]!.name, { rows, offset, random })
    return fitted[f]!.decode(own, { ...context, ...(limits ? { bounds: limits } : {}) })
  })
  return plan.restore({ rows, names: namesOf(made), columns }, namesOf(kept))
}
