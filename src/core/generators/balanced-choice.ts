import type { Codes } from '../encoders/encoder'
import { permutation, type Random } from '../random'
import { columnsOf, groupsOf, type RowGroups } from './row-groups'

/** Rows to choose from. `codes`: `[units][rows]`; `weights`: `[rows]`, to be chosen in proportion to. */
export interface Candidates {
  readonly rows: number
  readonly codes: readonly Codes[]
  readonly weights: Float64Array
}

export interface BalancedChoice {
  /** `count` different candidates, in random order; fewer only where there are fewer. */
  choose(candidates: Candidates, count: number, random: Random): Uint32Array
}

/** How hard a row is pushed away from groups that have too many rows: log odds per standard deviation, summed. */
const push = 0.5
const passes = 4

/**
 * Chooses rows in proportion to their weights and so that groups get their shares: one candidate after the other, with
 * odds that fall where those chosen before already hold more than their share of its groups, and rise where they hold
 * less. A greedy, random form of balanced sampling (Deville & Tillé 2004) in the manner of self-balancing walks
 * (Alweiss, Liu & Sawhney 2021, arXiv 2006.14009). Goes on over several calls, towards `total` rows in all. Without
 * `groups` weights alone decide.
 */
export function balancedChoice(groups: RowGroups | undefined, total: number): BalancedChoice {
  const ledger = groups && openLedger(groups, total)
  return {
    choose(candidates, count, random) {
      const rows = Math.min(count, candidates.rows)
      const chances = inclusionChances(candidates.weights, rows)
      const member = ledger?.member(candidates)
      const taken = new Uint8Array(candidates.rows)
      const chosen = new Uint32Array(rows)
      let found = 0
      const order = permutation(candidates.rows, random)
      for (let pass = 0; pass <= passes; pass++) {
        for (const row of order) {
          if (found === rows) return chosen
          if (taken[row] || (pass < passes && random.uniform() >= chance(chances[row]!, member?.surplus(row) ?? 0)))
            continue
          taken[row] = 1
          chosen[found++] = row
          member?.add(row)
        }
      }
      return chosen
    },
  }
}

function chance(plain: number, surplus: number): number {
  const odds = (plain / (1 - plain)) * Math.exp(-push * surplus)
  return odds / (1 + odds)
}

/** min(1, a · weight) with a such that they sum to `count`; kept off 0 and 1. `[rows]` */
function inclusionChances(weights: Float64Array, count: number): Float64Array {
  let scale = count / weights.reduce((sum, w) => sum + w, 0)
  for (let round = 0; round < 20; round++) scale *= count / weights.reduce((sum, w) => sum + Math.min(1, scale * w), 0)
  return weights.map((w) => Math.min(0.999, Math.max(1e-6, scale * w)))
}

/** Counts of the rows chosen so far, against the shares. */
function openLedger(groups: RowGroups, total: number) {
  const columns = columnsOf(groups)
  const units = groups.fine.length
  const { shares } = groups
  // All pairs together count as much as all units.
  const pairWeight = units / Math.max(1, groups.pairs.length)
  const scale = shares.map((share) => (share > 0 ? 1 / Math.sqrt(total * share + 1) : 0))
  const counts = new Float64Array(shares.length)
  let chosen = 0.5
  return {
    member({ codes, rows }: Candidates) {
      const found = groupsOf(groups, codes, rows)
      return {
        /** Standard deviations by which the row's groups are too full, summed. */
        surplus(row: number): number {
          let ofUnits = 0
          let ofPairs = 0
          for (let k = 0; k < columns; k++) {
            const group = found[row * columns + k]!
            const over = (counts[group]! - chosen * shares[group]!) * scale[group]!
            if (k < units) ofUnits += over
            else ofPairs += over
          }
          return ofUnits + pairWeight * ofPairs
        },
        add(row: number): void {
          chosen++
          for (let k = 0; k < columns; k++) {
            const group = found[row * columns + k]!
            counts[group] = counts[group]! + 1
          }
        },
      }
    },
  }
}
