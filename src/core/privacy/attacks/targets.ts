import { columnNamed, learnedFields } from '../../metrics/compared-table'
import { permutation, type Random } from '../../random'
import type { MembershipAttackId } from '../../reports/leak'
import type { Schema } from '../../schema/schema'
import { concatColumns } from '../../table/concat'
import { type ControlTable, type Table, type TrainTable, takeRows } from '../../table/table'
import { pointsOf } from '../nearest'
import { rowIds } from '../row-ids'
import type { AttackData } from './attack'
import { findNeighbours } from './neighbours'
import { membershipAttacks } from './registry'
import type { Scored } from './roc'

export interface AttackRequest {
  readonly train: TrainTable
  readonly control: ControlTable
  readonly synthetic: Table
  readonly schema: Schema
  readonly random: Random
  readonly sizes?: AttackSizes
  /** For an attacker who has the model: ln p of rows under it, and under a model of the same kind of `reference`. */
  readonly likelihood?: (targets: Table, reference: Table) => Promise<NonNullable<AttackData['logLikelihood']>>
  /** Awaited between attacks; throws to stop. 0–1. */
  readonly onProgress?: (progress: number) => void | Promise<void>
}

export interface AttackSizes {
  /** Most targets on each side. */
  readonly targets: number
  readonly reference: number
  readonly synthetic: number
}

export const usualSizes: AttackSizes = { targets: 2000, reference: 5000, synthetic: 10_000 }
const fewestTargets = 50

/** Rows whose membership was asked, and what each attack says of them. */
export interface AttackedTargets {
  readonly data: AttackData
  /** Targets that were learned from, which come first, and others behind them. */
  readonly members: number
  readonly others: number
  /** Row numbers of distinct rows of train and of control. */
  readonly distinct: { readonly learned: Uint32Array; readonly held: Uint32Array }
  /** `[targets]` per attack, in the registry's order; higher = taken for learned from. */
  readonly scores: ReadonlyMap<MembershipAttackId, Float64Array>
}

/** Every membership attack on the same targets. Undefined with too few rows. */
export async function attackTargets(request: AttackRequest): Promise<AttackedTargets | undefined> {
  const { random, onProgress = () => {} } = request
  const prepared = prepareTargets(request)
  if (!prepared) return undefined
  const { data } = prepared
  const likelihood = await request.likelihood?.(data.targets, data.reference)
  const withModel = { ...data, ...(likelihood ? { logLikelihood: likelihood } : {}) }
  const scores = new Map<MembershipAttackId, Float64Array>()
  for (const attack of membershipAttacks) {
    await onProgress(0.2 + (0.5 * scores.size) / membershipAttacks.length)
    const found = attack.score({ ...withModel, random: random.fork(attack.id) })
    if (found) scores.set(attack.id, found)
  }
  return { ...prepared, scores }
}

/** Distinct rows in random order; targets with members first, the attacker's rows, and their neighbourhoods. */
function prepareTargets({ train, control, synthetic, schema, random, sizes = usualSizes }: AttackRequest) {
  const fields = learnedFields(schema, train.table, control.table, synthetic)
  if (fields.length === 0) return undefined
  const [ofTrain, ofControl] = rowIds([train.table, control.table], fields) as [Float64Array, Float64Array]
  const held = distinctRows(ofControl, random.fork('control'))
  const others = held.slice(0, Math.min(sizes.targets, held.length >> 1))
  const known = held.slice(others.length, others.length + sizes.reference)
  const learned = distinctRows(ofTrain, random.fork('train'))
  const members = learned.slice(0, others.length)
  if (Math.min(members.length, others.length) < fewestTargets || synthetic.rows < fewestTargets) return undefined
  const targets = stack(takeRows(train.table, members), takeRows(control.table, others))
  const reference = takeRows(control.table, known)
  const made = sample(synthetic, sizes.synthetic, random.fork('synthetic'))
  // Ranks among the synthetic rows: the attacker has those of nobody else.
  const [ofMade, ofTargets, ofReference] = pointsOf([made, targets, reference], fields)
  const neighbours = findNeighbours(ofTargets!, ofMade!, ofReference!)
  const data: AttackData = { fields, targets, synthetic: made, reference, neighbours, random }
  return { data, members: members.length, others: others.length, distinct: { learned, held } }
}

/** The first of equal rows in random order. */
function distinctRows(ids: Float64Array, random: Random): Uint32Array {
  const seen = new Set<number>()
  return permutation(ids.length, random).filter((row) => !seen.has(ids[row]!) && seen.add(ids[row]!))
}

function sample(table: Table, most: number, random: Random): Table {
  return takeRows(table, permutation(table.rows, random).slice(0, most))
}

/** Members and others of `scores`, the members being first; of all, or of some `rows`. */
export function partScores(scores: Float64Array, members: number, rows?: Uint32Array): Scored {
  const kept = rows ?? Uint32Array.from(scores, (_, i) => i)
  const of = (wanted: Uint32Array) => Float64Array.from(wanted, (row) => scores[row]!)
  return { members: of(kept.filter((row) => row < members)), others: of(kept.filter((row) => row >= members)) }
}

/** Tables one over the other, by the columns of the first. */
function stack(upper: Table, lower: Table): Table {
  const { names } = upper
  const columns = names.map((name) => concatColumns([columnNamed(upper, name)!, columnNamed(lower, name)!]))
  return { rows: upper.rows + lower.rows, names, columns }
}
