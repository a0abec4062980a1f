import type { Codes, EncodedTable } from '../encoders/encoder'

/** How many train rows hold each combination of a few units' codes: distinct combinations, in order of their codes. */
export interface JointCounts {
  /** Positions of the units. */
  readonly units: readonly number[]
  /** `[units][combinations]` */
  readonly codes: readonly Codes[]
  /** `[combinations]` */
  readonly counts: Float64Array
}

/** A single unit is counted by its own (protected) counts. */
export function jointCounts(table: EncodedTable, units: readonly number[]): JointCounts {
  return units.length === 1 ? marginal(table, units[0]!) : combinations(table, units)
}

/** Units of each field together, in the order of their first unit. */
export function unitsByField(table: EncodedTable): number[][] {
  const byField = new Map<number, number[]>()
  table.units.forEach((unit, u) => {
    const units = byField.get(unit.field)
    if (units) units.push(u)
    else byField.set(unit.field, [u])
  })
  return [...byField.values()]
}

function marginal(table: EncodedTable, unit: number): JointCounts {
  const { counts, size } = table.units[unit]!
  const all = Array.from({ length: Math.max(1, size) }, (_, code) => code)
  const held = all.filter((code) => counts[code]! > 0)
  // Without a single train row every code is as good as another.
  const present = held.length > 0 ? held : all
  return {
    units: [unit],
    codes: [Uint16Array.from(present)],
    counts: Float64Array.from(present, (code) => counts[code] || 1),
  }
}

function combinations(table: EncodedTable, units: readonly number[]): JointCounts {
  const columns = units.map((u) => table.codes[u]!)
  const order = Uint32Array.from({ length: table.rows }, (_, row) => row)
  const compare = (a: number, b: number) => {
    for (const codes of columns) if (codes[a] !== codes[b]) return codes[a]! - codes[b]!
    return 0
  }
  order.sort(compare)
  const firsts: number[] = []
  const counts: number[] = []
  order.forEach((row, i) => {
    if (i > 0 && compare(order[i - 1]!, row) === 0) counts[counts.length - 1] = counts.at(-1)! + 1
    else {
      firsts.push(row)
      counts.push(1)
    }
  })
  if (firsts.length === 0) return { units, codes: units.map(() => new Uint16Array(1)), counts: Float64Array.of(1) }
  return {
    units,
    codes: columns.map((codes) => Uint16Array.from(firsts, (row) => codes[row]!)),
    counts: Float64Array.from(counts),
  }
}
