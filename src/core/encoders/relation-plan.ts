import { StudioError } from '../problem'
import { columnNamed, fieldAndColumn, numericCells, withColumn } from '../relations/cells'
import { applicable, derivedField } from '../relations/find-relations'
import { formulaFields, formulaValues, roundTo } from '../relations/formula-value'
import { kindOf } from '../relations/registry'
import type { FormulaRelation, MissingTogetherRelation, OrderRelation, Relation } from '../relations/relation'
import type { Field, Schema } from '../schema/schema'
import type { Column, NumberFormat, Table, TrainTable } from '../table/table'
import { fitLookup, keysMeeting, type LookupState, lookUp } from './lookup-column'
import { fitSpellings } from './missing'
import { fillMissing, withMissingOf } from './missing-block'
import { fitOrderGaps, fromGaps, gapField, givenGaps, type OrderGap, toGaps } from './order-gap'
import { fillComputed, limitOf, solveGap, sourcesOf } from './relation-inference'
import type { WishedCondition } from './strata'

/**
 * Relations as a change of variables (tabular.md §3): a field that others give is not modelled but computed, a block
 * of fields that are missing together is missing where its first one is. An order is modelled as a gap where that is
 * easier, and kept by drawing again where it is not.
 */
export interface RelationPlan {
  readonly derived: ReadonlySet<string>
  /** High fields of orders that are modelled as their distance from the low one. */
  readonly counted: ReadonlySet<string>
  /** The field as its encoder sees it. */
  modelled(field: Field): Field
  /** Whether some rows may have to be drawn again. */
  readonly hasOrders: boolean
  /** The modelled fields that decide a field: itself, or what it is computed from and emptied by. */
  sourcesOf(field: string): readonly string[]
  /** What is modelled: missing cells that the block's first field decides are filled with values of the column. */
  reduce(table: Table): Table
  /** As {@link RelationPlan.reduce}, of rows to complete; `open`: before cells that others decide were filled. */
  reduceGiven(given: Table): { readonly open: Table; readonly filled: Table }
  /**
   * The inverse: computed columns added, blocks emptied. `names`: the columns of the answer, in order. `given`: cells
   * that stand.
   */
  restore(table: Table, names: readonly string[], given?: Table): Table
  /** `[rows]`: 1 where no order is broken. */
  ordered(table: Table): Uint8Array
  /** The last resort for rows that stay out of order: their two values change places. */
  reorder(table: Table): Table
  /** Conditions on computed fields as conditions on what they are computed from, where that can be said. */
  rewrite(conditions: readonly WishedCondition[]): readonly WishedCondition[]
  /** Rows to complete, with the gaps filled that the relations decide by themselves. */
  infer(given: Table): Table
  /** What the given cells of a row say about gaps that the relations leave open. */
  limitsOf(given: Table, row: number): readonly Pick<WishedCondition, 'field' | 'condition'>[]
  state(): RelationPlanState
}

export interface RelationPlanState {
  readonly relations: readonly Relation[]
  readonly lookups: readonly LookupState[]
  readonly gaps?: readonly OrderGap[]
  /** Of computed and emptied fields: how a number and a missing value are written. */
  readonly written: Readonly<Record<string, { readonly format?: NumberFormat; readonly spelling: string }>>
}

/** Looks at train rows only. */
export function fitRelationPlan({ table }: TrainTable, schema: Schema, minimumCount: number): RelationPlan {
  const relations = applicable(schema).filter((relation) =>
    kindOf(relation)
      .fieldsOf(relation)
      .every((name) => table.names.includes(name)),
  )
  const side = (name: string) => fieldAndColumn(schema, table, name)!
  const lookups = relations.flatMap((relation) =>
    relation.kind === 'lookup'
      ? [fitLookup(relation, side(relation.from), side(relation.to), table.rows, minimumCount)]
      : [],
  )
  const named = relations.flatMap((relation) => kindOf(relation).fieldsOf(relation))
  const written = Object.fromEntries(
    [...new Set(named)].map((name) => {
      const { column } = side(name)
      const spelling = fitSpellings(column, minimumCount).texts[0] ?? ''
      return [name, { ...(column.kind === 'number' ? { format: column.format } : {}), spelling }]
    }),
  )
  const derived = new Set(relations.flatMap((relation) => derivedField(relation) ?? []))
  const orders = relations.filter((each): each is OrderRelation => each.kind === 'order')
  const gaps = fitOrderGaps(orders, table, schema, (name) => !derived.has(name), minimumCount)
  return relationPlan(schema, { relations, lookups, written, ...(gaps.length > 0 ? { gaps } : {}) })
}

export function relationPlan(schema: Schema, state: RelationPlanState): RelationPlan {
  const { relations, lookups, written, gaps = [] } = state
  const formulas = relations.filter((each): each is FormulaRelation => each.kind === 'formula')
  const orders = relations.filter((each): each is OrderRelation => each.kind === 'order')
  const blocks = relations.filter((each): each is MissingTogetherRelation => each.kind === 'missing-together')
  const derived = new Set(relations.flatMap((relation) => derivedField(relation) ?? []))
  const order = computingOrder(relations)
  const counted = new Set(gaps.map(({ high }) => high))
  const spellingOf = (name: string) => written[name]?.spelling ?? ''
  const filled = (table: Table) => blocks.reduce((each, { fields }) => fillFollowers(each, fields, derived), table)
  const compute = (name: string, table: Table): Column => {
    const formula = formulas.find(({ target }) => target === name)
    if (formula) return formulaColumn(formula, table, schema, written[name]!)
    const state = lookups.find(({ to }) => to === name)!
    return lookUp(state, fieldAndColumn(schema, table, state.from)!, table.rows)
  }
  const brokenOrders = (table: Table) =>
    orders.map((relation) => ({ relation, holds: kindOf(relation).holds(relation, table, schema) }))
  return {
    derived,
    counted,
    modelled: (field) => (counted.has(field.name) ? gapField(field) : field),
    hasOrders: orders.length > 0,
    sourcesOf: (field) => modelledSources(field, relations, derived, gaps),
    reduce: (table) => filled(toGaps(gaps, table, schema)),
    reduceGiven(given) {
      const open = givenGaps(gaps, given, schema)
      return { open, filled: filled(open) }
    },
    restore(table, names, given) {
      let whole = fromGaps(gaps, table, schema, given)
      for (const name of order) whole = withColumn(whole, name, compute(name, whole))
      whole = blocks.reduce((each, { fields }) => emptyFollowers(each, fields, spellingOf), whole)
      return pick(whole, names)
    },
    ordered(table) {
      const checks = brokenOrders(table)
      return Uint8Array.from({ length: table.rows }, (_, row) =>
        checks.every(({ holds }) => holds[row] === 1) ? 1 : 0,
      )
    },
    reorder(table) {
      // As many passes as there are orders put a chain of them right.
      const pass = (each: Table) => orders.reduce((now, relation) => exchange(now, relation, schema), each)
      return orders.reduce(pass, table)
    },
    rewrite: (conditions) => conditions.flatMap((wish) => rewritten(wish, schema, lookups, blocks)),
    infer(given) {
      const filled = order.reduce((each, name) => fillComputed(each, name, compute, sourcesOf(name, relations)), given)
      return formulas.reduce((each, relation) => solveGap(each, relation, schema, written), filled)
    },
    limitsOf: (given, row) => lookups.flatMap((lookup) => limitOf(lookup, given, row, schema)),
    state: () => state,
  }
}

/** What is computed, each after what it is computed from. */
function computingOrder(relations: readonly Relation[]): string[] {
  const from = new Map<string, readonly string[]>()
  for (const relation of relations) {
    if (relation.kind === 'formula') from.set(relation.target, formulaFields(relation.formula))
    if (relation.kind === 'lookup') from.set(relation.to, [relation.from])
  }
  const order: string[] = []
  const visit = (name: string) => {
    if (order.includes(name) || !from.has(name)) return
    from.get(name)!.forEach(visit)
    order.push(name)
  }
  for (const name of from.keys()) visit(name)
  return order
}

function modelledSources(
  field: string,
  relations: readonly Relation[],
  derived: ReadonlySet<string>,
  gaps: readonly OrderGap[],
): string[] {
  const seen = new Set<string>()
  const visit = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    sourcesOf(name, relations).forEach(visit)
    for (const { low, high } of gaps) if (high === name) visit(low)
    for (const relation of relations)
      if (relation.kind === 'missing-together' && relation.fields.slice(1).includes(name)) visit(relation.fields[0]!)
  }
  visit(field)
  return [...seen].filter((name) => !derived.has(name))
}

function formulaColumn(
  { formula }: FormulaRelation,
  table: Table,
  schema: Schema,
  { format, spelling }: RelationPlanState['written'][string],
): Column {
  const read = (name: string) => {
    const { field, column } = fieldAndColumn(schema, table, name)!
    return numericCells(field, column)
  }
  const places = format?.places ?? 0
  const values = formulaValues(formula, read, table.rows).map((v) => (Number.isNaN(v) ? v : roundTo(v, places)))
  const missing = Uint8Array.from(values, (v) => (Number.isNaN(v) ? 1 : 0))
  const none = missing.every((m) => m === 0)
  return {
    kind: 'number',
    values,
    format: format!,
    spellings: none ? [] : [spelling],
    ...(none ? {} : { missing }),
  }
}

/** The block's first field decides; what is computed anyway needs no filling. */
function fillFollowers(table: Table, fields: readonly string[], derived: ReadonlySet<string>): Table {
  return fields
    .slice(1)
    .filter((name) => !derived.has(name) && table.names.includes(name))
    .reduce((each, name) => withColumn(each, name, fillMissing(columnNamed(each, name)!)), table)
}

function emptyFollowers(table: Table, fields: readonly string[], spellingOf: (name: string) => string): Table {
  const first = columnNamed(table, fields[0]!)
  if (!first) return table
  return fields
    .slice(1)
    .filter((name) => table.names.includes(name))
    .reduce(
      (each, name) => withColumn(each, name, withMissingOf(columnNamed(each, name)!, first, spellingOf(name))),
      table,
    )
}

function exchange(table: Table, { low, high }: OrderRelation, schema: Schema): Table {
  const [a, b] = [low, high].map((name) => fieldAndColumn(schema, table, name))
  if (!a || !b) return table
  const [x, y] = [numericCells(a.field, a.column), numericCells(b.field, b.column)]
  const isBroken = x.map((value, row) => (value > y[row]! ? 1 : 0))
  if (!isBroken.includes(1)) return table
  if (a.column.kind !== 'number' || b.column.kind !== 'number') {
    // Dates: the later one is written where both stand.
    return withColumn(table, low, mixed(a.column, b.column, isBroken))
  }
  const places = (column: Column) => (column.kind === 'number' ? column.format.places : 0)
  const swapped = (own: Float64Array, other: Float64Array, column: Column) =>
    own.map((value, row) => (isBroken[row] ? roundTo(other[row]!, places(column)) : value))
  const changed = withColumn(table, low, { ...a.column, values: swapped(x, y, a.column) })
  return withColumn(changed, high, { ...b.column, values: swapped(y, x, b.column) })
}

/** Cells of `a`, and of `b` where `takes` is 1; both are texts of one pattern. */
function mixed(a: Column, b: Column, takes: ArrayLike<number>): Column {
  if (a.kind !== 'text' || b.kind !== 'text') return a
  const levels = [...a.levels, ...b.levels]
  const codes = a.codes.map((code, row) => (takes[row] ? a.levels.length + b.codes[row]! : code))
  return { ...a, levels, codes }
}

/** `is` on a computed field becomes a wish for the field that decides it; formulas are checked row by row instead. */
function rewritten(
  wish: WishedCondition,
  schema: Schema,
  lookups: readonly LookupState[],
  blocks: readonly MissingTogetherRelation[],
): WishedCondition[] {
  const lookup = lookups.find(({ to }) => to === wish.field)
  if (lookup) {
    const field = schema.fields.find(({ name }) => name === wish.field)!
    const values = keysMeeting(lookup, wish.condition, field)
    if (values.length === 0) {
      const value = wish.condition.is === 'in' ? wish.condition.values.join(', ') : ''
      throw new StudioError({ code: 'encode/unknown-value', column: wish.field, value })
    }
    return rewritten({ ...wish, field: lookup.from, condition: { is: 'in', values } }, schema, lookups, blocks)
  }
  const block = blocks.find(({ fields }) => fields.slice(1).includes(wish.field))
  if (!block) return [wish]
  const first = { ...wish, field: block.fields[0]! }
  if (wish.condition.is === 'missing' || wish.condition.is === 'present') return [first]
  const isWhole = (wish.share ?? 1) >= 1
  return isWhole ? [{ ...first, condition: { is: 'present' } }, wish] : [wish]
}

function pick(table: Table, names: readonly string[]): Table {
  return { rows: table.rows, names, columns: names.map((name) => columnNamed(table, name)!) }
}
