import { StudioError } from '../problem'
import type { Schema } from '../schema/schema'
import type { Allowed, Bounds, Codes, FittedEncoder, Unit, ValueCondition } from './encoder'

/** Rows that share a condition; what a generator's sample request is made of. */
export interface UnitStratum {
  readonly rows: number
  /** Per unit `[size]`, 1 = allowed; undefined = free. */
  readonly allowed: readonly (Uint8Array | undefined)[]
  /** Per unit the given codes `[rows]`; undefined = to be drawn. */
  readonly known?: readonly (Codes | undefined)[]
}

/** Real bounds per field of the schema; undefined = free. */
export type FieldBounds = readonly (Bounds | undefined)[]

/** Strata in the order in which rows are made. `bounds`: per stratum what decoding has to keep to. */
export interface Strata {
  readonly strata: readonly UnitStratum[]
  readonly bounds: readonly (FieldBounds | undefined)[]
  /** Per stratum what only finished rows can show: conditions on fields that are computed from others. */
  readonly checks: readonly (readonly RowCheck[])[]
}

/** Rows are kept where the condition is met (or, turned round, where it is not). */
export interface RowCheck {
  readonly field: string
  readonly condition: ValueCondition
  readonly isMet: boolean
}

/** A wish of the recipe. `share` (0–1): part of the rows that shall meet it; 1 when absent. */
export interface WishedCondition {
  readonly field: string
  readonly condition: ValueCondition
  readonly share?: number
}

interface ConditionedField {
  readonly schema: Schema
  readonly fitted: readonly (FittedEncoder | undefined)[]
  readonly units: readonly Unit[]
  /** Fields that are computed from others: what is asked of them shows in finished rows only. */
  isChecked(field: string, condition: ValueCondition): boolean
}

/** One alternative for a field: a part of the rows and what they may hold. */
interface Alternative {
  readonly field: number
  readonly share: number
  readonly allowed: Allowed
  readonly checks: readonly RowCheck[]
}

/**
 * Conditions as strata of rows. A share s on a field makes two: s of the rows meet it, 1 − s do not. Several shares on
 * one field are disjoint; different fields multiply, as if they were independent.
 */
export function stratify(conditions: readonly WishedCondition[], rows: number, table: ConditionedField): Strata {
  const byField = new Map<number, WishedCondition[]>()
  for (const condition of conditions) {
    const field = table.schema.fields.findIndex((each) => each.name === condition.field)
    if (field < 0) throw new StudioError({ code: 'encode/not-conditionable', column: condition.field })
    byField.set(field, [...(byField.get(field) ?? []), condition])
  }
  let cells: { share: number; parts: readonly Alternative[] }[] = [{ share: 1, parts: [] }]
  for (const [field, wishes] of byField) {
    const alternatives = alternativesOf(field, wishes, table)
    cells = cells.flatMap(({ share, parts }) =>
      alternatives.map((each) => ({ share: share * each.share, parts: [...parts, each] })),
    )
  }
  const counts = apportion(
    cells.map(({ share }) => share),
    rows,
  )
  const kept = cells.map((cell, i) => ({ ...cell, rows: counts[i]! })).filter((cell) => cell.rows > 0)
  return {
    strata: kept.map((cell) => ({ rows: cell.rows, allowed: masksOf(cell.parts, table.units) })),
    bounds: kept.map((cell) => boundsOf(cell.parts, table.schema.fields.length)),
    checks: kept.map((cell) => cell.parts.flatMap(({ checks }) => checks)),
  }
}

function alternativesOf(field: number, wishes: readonly WishedCondition[], table: ConditionedField): Alternative[] {
  const column = table.schema.fields[field]!.name
  if (wishes.some(({ condition }) => table.isChecked(column, condition)))
    return checkedAlternatives(field, wishes, column)
  const encoder = table.fitted[field]
  if (!encoder || encoder.units.length === 0) throw new StudioError({ code: 'encode/not-conditionable', column })
  const always = wishes.filter((wish) => shareOf(wish) >= 1).map((wish) => encoder.allow(wish.condition))
  const shared = wishes.filter((wish) => shareOf(wish) < 1)
  const sum = sumOfShares(shared, column)
  const both = (parts: readonly Allowed[]) => parts.reduce((a, b) => intersect(a, b, column))
  if (shared.length === 0) return [{ field, share: 1, allowed: both(always), checks: [] }]
  const met = shared
    .filter((wish) => shareOf(wish) > 0)
    .map((wish) => ({
      field,
      share: shareOf(wish),
      allowed: both([...always, encoder.allow(wish.condition)]),
      checks: [],
    }))
  if (sum > 1 - 1e-9) return met
  const rest = both([...always, ...shared.map((wish) => encoder.forbid(wish.condition))])
  return [...met, { field, share: 1 - sum, allowed: rest, checks: [] }]
}

function sumOfShares(shared: readonly WishedCondition[], column: string): number {
  const sum = shared.reduce((total, wish) => total + shareOf(wish), 0)
  if (sum > 1 + 1e-9) throw new StudioError({ code: 'encode/shares-exceed-one', column, sum })
  return sum
}

/** The same shares, to be kept by looking at the rows that were made. */
function checkedAlternatives(field: number, wishes: readonly WishedCondition[], column: string): Alternative[] {
  const check = (wish: WishedCondition, isMet: boolean) => ({ field: column, condition: wish.condition, isMet })
  const always = wishes.filter((wish) => shareOf(wish) >= 1).map((wish) => check(wish, true))
  const shared = wishes.filter((wish) => shareOf(wish) < 1)
  const sum = sumOfShares(shared, column)
  const free: Allowed = { masks: [] }
  const met = shared
    .filter((wish) => shareOf(wish) > 0)
    .map((wish) => ({ field, share: shareOf(wish), allowed: free, checks: [...always, check(wish, true)] }))
  if (shared.length > 0 && sum > 1 - 1e-9) return met
  const rest = [...always, ...shared.map((wish) => check(wish, false))]
  return [...met, { field, share: 1 - sum, allowed: free, checks: rest }]
}

const shareOf = (wish: WishedCondition) => Math.max(0, wish.share ?? 1)

function intersect(a: Allowed, b: Allowed, column: string): Allowed {
  const masks = a.masks.map((mask, unit) => {
    const other = b.masks[unit]
    return mask && other ? mask.map((allowed, code) => allowed & other[code]!) : (mask ?? other)
  })
  if (masks.some((mask) => mask && !mask.includes(1))) throw new StudioError({ code: 'encode/contradiction', column })
  const bounds = a.bounds && b.bounds ? intersectBounds(a.bounds, b.bounds, column) : (a.bounds ?? b.bounds)
  return { masks, ...(bounds ? { bounds } : {}) }
}

function intersectBounds(a: Bounds, b: Bounds, column: string): Bounds {
  const low = Math.max(a.low, b.low)
  const high = Math.min(a.high, b.high)
  const except = [...(a.except ?? []), ...(b.except ?? [])]
  const listed = a.values && b.values ? a.values.filter((value) => b.values!.includes(value)) : (a.values ?? b.values)
  const isOut = (value: number) => except.some((each) => value >= each.low && value <= each.high)
  const values = listed?.filter((value) => value >= low && value <= high && !isOut(value))
  if (low > high || values?.length === 0) throw new StudioError({ code: 'encode/contradiction', column })
  return { low, high, ...(except.length > 0 ? { except } : {}), ...(values ? { values } : {}) }
}

function masksOf(parts: readonly Alternative[], units: readonly Unit[]): (Uint8Array | undefined)[] {
  const seen = new Map<number, number>()
  return units.map((unit) => {
    const own = seen.get(unit.field) ?? 0
    seen.set(unit.field, own + 1)
    return parts.find((part) => part.field === unit.field)?.allowed.masks[own]
  })
}

function boundsOf(parts: readonly Alternative[], fields: number): FieldBounds | undefined {
  if (!parts.some((part) => part.allowed.bounds)) return undefined
  return Array.from({ length: fields }, (_, field) => parts.find((part) => part.field === field)?.allowed.bounds)
}

/** Whole rows per share, adding up to `rows` (largest remainders). */
export function apportion(shares: readonly number[], rows: number): number[] {
  const exact = shares.map((share) => share * rows)
  const counts = exact.map((value) => Math.floor(value + 1e-9))
  const order = exact.map((_, i) => i).sort((a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!))
  let left = rows - counts.reduce((a, b) => a + b, 0)
  for (const i of order) {
    if (left <= 0) break
    counts[i]!++
    left--
  }
  return counts
}
