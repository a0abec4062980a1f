import { concatTables, type Drawing, decodedRows, drawShapes, type Fitted, stratumRows } from './draw-rows'
import type { Codes } from './encoders/encoder'
import type { FieldBounds, RowCheck } from './encoders/strata'
import { apportion } from './encoders/strata'
import type { TableEncoder } from './encoders/table-encoder'
import { StudioError } from './problem'
import { createRandom, permutation, type Random } from './random'
import type { OutputChoice, Parity } from './recipe/recipe'
import { type Table, takeRows } from './table/table'

/** Rows that are made at once: in each block the target is shared out anew. */
const blockRows = 50_000
const mostRounds = 30

/** Positions of the units that decide the parity's columns. @throws sample/parity-entangled, encode/not-conditionable */
export function parityUnits(encoder: TableEncoder, { target, sensitive }: Parity) {
  const own = encoder.unitsBehind(target)
  const groups = [...new Set(sensitive.flatMap((field) => encoder.unitsBehind(field)))]
  if (own.some((unit) => groups.includes(unit)))
    throw new StudioError({ code: 'sample/parity-entangled', target, sensitive: [...sensitive] })
  return { target: own, sensitive: groups }
}

/**
 * Rows in which the target is independent of the sensitive columns (statistical parity: Dwork et al. 2012, "Fairness
 * through awareness"): a first draw gives both their distributions; the target's values are then dealt out to the
 * groups in equal shares, and all other columns are drawn anew, given group and target, as they were learned.
 */
export async function* parityRows(fitted: Fitted, output: OutputChoice, parity: Parity): AsyncGenerator<Table> {
  const random = createRandom(output.seed).fork('sample')
  const blocks = Math.max(1, Math.ceil(output.rows / blockRows))
  let offset = 0
  for (const [block, rows] of apportion(new Array(blocks).fill(1 / blocks), output.rows).entries()) {
    const made = await parityBlock(fitted, { ...output, rows }, parity, random.fork(block))
    // Fresh ids go on from block to block.
    yield fitted.encoder.renumbered(made, { rows, offset, random: random.fork('decode') })
    offset += rows
  }
}

async function parityBlock(fitted: Fitted, output: OutputChoice, parity: Parity, random: Random): Promise<Table> {
  const { encoder } = fitted
  const units = parityUnits(encoder, parity)
  const { strata, bounds, checks } = encoder.strata(output.conditions, output.rows)
  const drawn: Table[] = []
  const stratumOf: number[] = []
  for (const [stratum, { batches }] of stratumRows(fitted, output, random.fork('first')).entries()) {
    for await (const batch of batches) {
      drawn.push(batch)
      for (let row = 0; row < batch.rows; row++) stratumOf.push(stratum)
    }
  }
  const { codes } = encoder.encode(concatTables(drawn))
  const donors = dealOut(units, codes, stratumOf.length, random.fork('deal'))
  const known = (rows: readonly number[]) =>
    encoder.units.map((_, u) => {
      if (units.target.includes(u)) return Uint16Array.from(rows, (row) => codes[u]![donors[row]!]!)
      return units.sensitive.includes(u) ? Uint16Array.from(rows, (row) => codes[u]![row]!) : undefined
    })
  const drawing = {
    draws: random.fork('draw'),
    decoding: random.fork('decode'),
    temperature: output.temperature,
    shapes: drawShapes(encoder, output),
  }
  const targetFields = new Set(units.target.map((u) => encoder.units[u]!.field))
  const made: Table[] = []
  for (const rows of groupsOf(stratumOf, donors)) {
    const [own, donor] = [stratumOf[rows[0]!]!, stratumOf[donors[rows[0]!]!]!]
    const wish = {
      allowed: strata[own]!.allowed,
      bounds: mixedBounds(bounds[own], bounds[donor], targetFields),
      checks: [
        ...checks[own]!.filter(({ field }) => field !== parity.target),
        ...checks[donor]!.filter(({ field }) => field === parity.target),
      ],
      isConditioned: output.conditions.length > 0,
    }
    made.push(await keptGroup(fitted, rows, known, wish, drawing))
  }
  return takeRows(concatTables(made), permutation(stratumOf.length, random.fork('mix')))
}

/**
 * `[rows]`: whose target each row gets. Rows are sorted by group, and each target value is spread evenly over them, so
 * that every group gets the same shares, up to one row a value.
 */
function dealOut(
  units: { readonly target: readonly number[]; readonly sensitive: readonly number[] },
  codes: readonly Codes[],
  rows: number,
  random: Random,
): Uint32Array {
  const keysOf = (of: readonly number[]) =>
    Array.from({ length: rows }, (_, row) => of.map((u) => codes[u]![row]).join())
  const byGroup = rowsByKey(keysOf(units.sensitive), random)
  const places: { row: number; at: number }[] = []
  for (const members of rowsByKey(keysOf(units.target), random)) {
    const start = random.uniform()
    members.forEach((row, i) => {
      places.push({ row, at: (i + start) / members.length })
    })
  }
  places.sort((a, b) => a.at - b.at || a.row - b.row)
  const donors = new Uint32Array(rows)
  byGroup.flat().forEach((row, i) => {
    donors[row] = places[i]!.row
  })
  return donors
}

/** Rows with the same key together, in random order. */
function rowsByKey(keys: readonly string[], random: Random): number[][] {
  const groups = new Map<string, number[]>()
  for (const row of permutation(keys.length, random)) {
    const members = groups.get(keys[row]!)
    if (members) members.push(row)
    else groups.set(keys[row]!, [row])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
}

/** Rows of one stratum whose targets come from one stratum. */
function groupsOf(stratumOf: readonly number[], donors: Uint32Array): number[][] {
  const groups = new Map<string, number[]>()
  stratumOf.forEach((own, row) => {
    const key = `${own} ${stratumOf[donors[row]!]}`
    const rows = groups.get(key)
    if (rows) rows.push(row)
    else groups.set(key, [row])
  })
  return [...groups.values()]
}

/** What was asked of the target goes where its values go. */
function mixedBounds(
  own: FieldBounds | undefined,
  donor: FieldBounds | undefined,
  targets: ReadonlySet<number>,
): FieldBounds | undefined {
  if (!own && !donor) return undefined
  const { length } = (own ?? donor)!
  return Array.from({ length }, (_, field) => (targets.has(field) ? donor : own)?.[field])
}

interface GroupWish {
  readonly allowed: readonly (Uint8Array | undefined)[]
  readonly bounds: FieldBounds | undefined
  readonly checks: readonly RowCheck[]
  readonly isConditioned: boolean
}

/** The rows' tables given their known codes; those that break an order or a check are drawn again. */
async function keptGroup(
  fitted: Fitted,
  rows: readonly number[],
  known: (rows: readonly number[]) => (Codes | undefined)[],
  { allowed, bounds, checks, isConditioned }: GroupWish,
  drawing: Drawing,
): Promise<Table> {
  const { encoder } = fitted
  const place = { offset: 0 }
  const parts: Table[] = []
  const done: number[] = []
  let left = Array.from(rows, (_, i) => i)
  for (let round = 0; left.length > 0; round++) {
    if (round === mostRounds)
      throw new StudioError({ code: 'sample/out-of-reach', made: done.length, wanted: rows.length })
    const stratum = { rows: left.length, allowed, known: known(left.map((i) => rows[i]!)) }
    const batches: Table[] = []
    for await (const batch of decodedRows(fitted, stratum, bounds, drawing, place)) batches.push(batch)
    const whole = concatTables(batches)
    const table = round === mostRounds - 1 && !isConditioned ? encoder.reorder(whole) : whole
    const kept = encoder.keeps(table, checks)
    parts.push(kept ? takeRows(table, kept) : table)
    const isKept = kept ? new Set(kept) : undefined
    done.push(...left.filter((_, i) => isKept?.has(i) ?? true))
    left = isKept ? left.filter((_, i) => !isKept.has(i)) : []
  }
  const at = new Uint32Array(done.length)
  done.forEach((i, position) => {
    at[i] = position
  })
  return takeRows(concatTables(parts), at)
}
