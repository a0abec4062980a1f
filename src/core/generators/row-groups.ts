import type { Codes, EncodedTable, Unit } from '../encoders/encoder'
import { binCodes, type FeatureBins } from '../trees/feature-bins'
import { coarseBins, pairwiseInformation } from './dependence'

/**
 * Groups that rows fall into: one for each unit by its own code, one for each of the pairs by two coarse codes. Counts
 * of groups are what a balanced choice of rows keeps. Plain data without a row.
 */
export interface RowGroups {
  /** `[units]` */
  readonly fine: readonly FeatureBins[]
  /** `[units]` */
  readonly coarse: readonly FeatureBins[]
  readonly pairs: readonly (readonly [number, number])[]
  /** `[groups]`: part of the train rows; 0 where too few are in a group to say how many should be. */
  readonly shares: Float64Array
}

const fineBins = 32
const coarseBinsPerUnit = 8
const mostPairs = 400
/** A group of fewer train rows is left to chance: nothing is steered towards what a few rows are. */
const fewestInGroup = 10

/** Groups of every unit, and of the pairs of units that share most information. */
export function rowGroups(table: EncodedTable): RowGroups {
  const { units, rows } = table
  const groups = {
    fine: units.map((unit) => coarseBins(unit, fineBins)),
    coarse: units.map((unit) => coarseBins(unit, coarseBinsPerUnit)),
    pairs: closestPairs(table),
  }
  const shares = new Float64Array(groupCount(groups))
  for (const group of groupsOf({ ...groups, shares }, table.codes, rows)) shares[group] = shares[group]! + 1 / rows
  return { ...groups, shares: shares.map((share) => (share * rows > fewestInGroup - 0.5 ? share : 0)) }
}

/** The groups of each row: its units' first, then its pairs'. `[rows × columnsOf(groups)]` */
export function groupsOf(groups: RowGroups, codes: readonly Codes[], rows: number): Int32Array {
  const { fine, coarse, pairs } = groups
  const columns = columnsOf(groups)
  const found = new Int32Array(rows * columns)
  let first = 0
  fine.forEach((bins, unit) => {
    const binned = binCodes(bins, codes[unit]!)
    for (let row = 0; row < rows; row++) found[row * columns + unit] = first + binned[row]!
    first += bins.count
  })
  const binned = coarse.map((bins, unit) => binCodes(bins, codes[unit]!))
  pairs.forEach(([a, b], pair) => {
    const [ofA, ofB, width] = [binned[a]!, binned[b]!, coarse[b]!.count]
    for (let row = 0; row < rows; row++)
      found[row * columns + fine.length + pair] = first + ofA[row]! * width + ofB[row]!
    first += coarse[a]!.count * width
  })
  return found
}

/** How many groups a row is in. */
export const columnsOf = ({ fine, pairs }: Pick<RowGroups, 'fine' | 'pairs'>): number => fine.length + pairs.length

function groupCount({ fine, coarse, pairs }: Omit<RowGroups, 'shares'>): number {
  const ofUnits = fine.reduce((sum, bins) => sum + bins.count, 0)
  return pairs.reduce((sum, [a, b]) => sum + coarse[a]!.count * coarse[b]!.count, ofUnits)
}

function closestPairs(table: EncodedTable): [number, number][] {
  const width = table.units.length
  const pairs = table.units.flatMap((unit: Unit, a) =>
    unit.size < 2 ? [] : Array.from({ length: a }, (_, b): [number, number] => [a, b]),
  )
  if (pairs.length <= mostPairs) return pairs
  const information = pairwiseInformation(table)
  const shared = ([a, b]: readonly [number, number]) => information[a * width + b]!
  return pairs.sort((p, q) => shared(q) - shared(p) || p[0] - q[0] || p[1] - q[1]).slice(0, mostPairs)
}
