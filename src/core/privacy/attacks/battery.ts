import { scaleOf } from '../../learners/column-values'
import { columnNamed, learnedFields } from '../../metrics/compared-table'
import { permutation, type Random } from '../../random'
import type { AttackStrength, GuessReport, LeakFinding, LeakReport, MembershipReport } from '../../reports/leak'
import type { Field, Schema } from '../../schema/schema'
import { concatColumns } from '../../table/concat'
import {
  type Column,
  type ControlTable,
  cellText,
  isMissing,
  type Table,
  type TrainTable,
  takeRows,
} from '../../table/table'
import { pointsOf } from '../nearest'
import { rowIds } from '../row-ids'
import type { AttackData, GuessData, GuessResult } from './attack'
import { findNeighbours } from './neighbours'
import { guessAttacks, membershipAttacks } from './registry'
import { estimateOf, residualRisk, successRate } from './risk'
import { attackStrength, epsilonBound, type Scored } from './roc'

export interface BatteryRequest {
  readonly train: TrainTable
  readonly control: ControlTable
  readonly synthetic: Table
  readonly schema: Schema
  readonly random: Random
  readonly sizes?: BatterySizes
  /** For an attacker who has the model: ln p of rows under it, and under a model of the same kind of `reference`. */
  readonly likelihood?: (targets: Table, reference: Table) => Promise<NonNullable<AttackData['logLikelihood']>>
  /** Awaited between attacks; throws to stop. 0–1. */
  readonly onProgress?: (progress: number) => void | Promise<void>
}

export interface BatterySizes {
  /** Most targets on each side. */
  readonly targets: number
  readonly reference: number
  readonly synthetic: number
}

export const usualSizes: BatterySizes = { targets: 2000, reference: 5000, synthetic: 10_000 }
const fewestTargets = 50
const isolatedShare = 0.05
/** With fewer on either side, the figure of the isolated rows is mostly chance. */
const fewestIsolated = 25
const mostSecrets = 3
/** Levels that are looked at apart, and the fewest targets of each on either side. */
const mostGroups = 6
const fewestInGroup = 50

/**
 * Attacks who was learned from. Control is shared out: one half stands for rows that were not learned from, the other
 * is what the attacker knows of the population. Equal rows count once on both sides. Undefined with too few of them.
 */
export async function runBattery(request: BatteryRequest): Promise<LeakReport | undefined> {
  const { random, onProgress = () => {} } = request
  const prepared = prepareTargets(request)
  if (!prepared) return undefined
  const { data, members, others, distinct } = prepared
  const likelihood = await request.likelihood?.(data.targets, data.reference)
  const withModel = { ...data, ...(likelihood ? { logLikelihood: likelihood } : {}) }
  const scores = new Map<MembershipReport['attack'], Float64Array>()
  for (const attack of membershipAttacks) {
    await onProgress(0.2 + (0.5 * scores.size) / membershipAttacks.length)
    const found = attack.score({ ...withModel, random: random.fork(attack.id) })
    if (found) scores.set(attack.id, found)
  }
  const results: { id: GuessReport['attack']; result: GuessResult }[] = []
  const guessing = guessData(request, data, distinct)
  for (const attack of guessAttacks) {
    await onProgress(0.7 + (0.3 * guessAttacks.indexOf(attack)) / guessAttacks.length)
    for (const result of attack.guess({ ...guessing, random: random.fork(attack.id) }))
      if (result.train.of > 0) results.push({ id: attack.id, result })
  }
  const isolated = mostIsolated(data.neighbours.toReference)
  const groups = groupsOf(data.targets, request.schema)
  const tests = 3 * scores.size + results.length
  const corrected = 1 - 0.05 / Math.max(1, tests)
  const parted = (of: Float64Array, rows?: Uint32Array): Scored => part(of, members, rows)
  const strengthOf = (of: Float64Array, rows?: Uint32Array) => attackStrength(parted(of, rows), corrected)
  const membership = membershipAttacks.flatMap(({ id, knows }): MembershipReport[] => {
    const own = scores.get(id)
    if (!own) return []
    const apart = strengthOf(own, isolated)
    return [
      {
        attack: id,
        knows,
        all: strengthOf(own),
        ...(Math.min(...apart.rows) >= fewestIsolated ? { isolated: apart } : {}),
        groups: groups.flatMap(({ field, level, rows }) => {
          const strength = strengthOf(own, rows)
          return Math.min(...strength.rows) >= fewestInGroup ? [{ field, level, strength }] : []
        }),
      },
    ]
  })
  const guesses = results.map(({ id, result }) => guessReport(id, result, corrected))
  const strongest = membership
    .filter(({ knows }) => knows === 'table')
    .reduce<MembershipReport | undefined>(
      (best, own) => (best && best.all.auc.value >= own.all.auc.value ? best : own),
      undefined,
    )
  return {
    rows: { targets: Math.min(members, others), reference: data.reference.rows, synthetic: data.synthetic.rows },
    membership,
    guesses,
    tests,
    beyondChance: findings(membership, guesses),
    ...(strongest
      ? { epsilon: { attack: strongest.attack, ...epsilonBound(parted(scores.get(strongest.attack)!)) } }
      : {}),
  }
}

/** Distinct rows in random order; targets with members first, the attacker's rows, and their neighbourhoods. */
function prepareTargets({ train, control, synthetic, schema, random, sizes = usualSizes }: BatteryRequest) {
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

function guessData(
  { train, control, schema, sizes = usualSizes }: BatteryRequest,
  { fields, synthetic }: Pick<AttackData, 'fields' | 'synthetic'>,
  { learned, held }: { readonly learned: Uint32Array; readonly held: Uint32Array },
): Omit<GuessData, 'random'> {
  const rows = Math.min(sizes.reference, learned.length, held.length)
  const tables = {
    train: takeRows(train.table, learned.slice(0, rows)),
    control: takeRows(control.table, held.slice(0, rows)),
    synthetic,
  }
  const [ofMade, trainPoints, controlPoints] = pointsOf([tables.synthetic, tables.train, tables.control], fields)
  const points = { synthetic: ofMade!, train: trainPoints!, control: controlPoints! }
  return { ...tables, fields, points, secrets: secretsOf(tables.synthetic, fields, schema) }
}

/** The target first, then the columns with most distinct values among the synthetic rows: the ones that tell most. */
function secretsOf(synthetic: Table, fields: readonly Field[], schema: Schema): Field[] {
  const target = schema.fields.find((field) => field.role === 'target')?.name
  const distinct = (field: Field) => {
    const column = columnNamed(synthetic, field.name)!
    return new Set(column.kind === 'number' ? column.values : column.codes).size
  }
  const order = fields.map((field) => ({
    field,
    worth: field.name === target ? Number.POSITIVE_INFINITY : distinct(field),
  }))
  return order
    .sort((a, b) => b.worth - a.worth)
    .slice(0, mostSecrets)
    .map(({ field }) => field)
}

/** Members and others of `scores`, the members being first; of all, or of some `rows`. */
function part(scores: Float64Array, members: number, rows?: Uint32Array): Scored {
  const kept = rows ?? Uint32Array.from(scores, (_, i) => i)
  const of = (wanted: Uint32Array) => Float64Array.from(wanted, (row) => scores[row]!)
  return { members: of(kept.filter((row) => row < members)), others: of(kept.filter((row) => row >= members)) }
}

/** By the distance to rows that were not learned from: it says nothing about who was. */
function mostIsolated(toReference: Float64Array): Uint32Array {
  const order = Uint32Array.from(toReference, (_, i) => i).sort((a, b) => toReference[b]! - toReference[a]! || a - b)
  return order.slice(0, Math.ceil(isolatedShare * order.length)).sort()
}

/** Levels of the target column, most frequent first; none where it has too many to be groups. */
function groupsOf(targets: Table, schema: Schema) {
  const field = schema.fields.find((each) => each.role === 'target' && scaleOf(each) === 'discrete')
  const column = field && columnNamed(targets, field.name)
  if (!field || !column) return []
  const rows = new Map<string, number[]>()
  for (let row = 0; row < targets.rows; row++) {
    const level = levelAt(column, row)
    const own = rows.get(level)
    if (own) own.push(row)
    else rows.set(level, [row])
  }
  if (rows.size > 2 * mostGroups) return []
  return [...rows]
    .sort((a, b) => b[1].length - a[1].length)
    .slice(0, mostGroups)
    .map(([level, own]) => ({ field: field.name, level, rows: Uint32Array.from(own) }))
}

const levelAt = (column: Column, row: number) => (isMissing(column, row) ? '' : cellText(column, row))

function guessReport(
  attack: GuessReport['attack'],
  { secret, train, control, blind }: GuessResult,
  confidence: number,
): GuessReport {
  const rates = (level: number) => ({ own: successRate(train, level), other: successRate(control, level) })
  const [plain, strict] = [rates(0.95), rates(confidence)]
  return {
    attack,
    ...(secret === undefined ? {} : { secret }),
    guesses: train.of,
    rate: estimateOf(plain.own),
    control: estimateOf(plain.other),
    blind: estimateOf(successRate(blind, 0.95)),
    risk: estimateOf(residualRisk(plain.own, plain.other)),
    corrected: estimateOf(residualRisk(strict.own, strict.other)),
    informed: train.right / train.of > blind.right / Math.max(1, blind.of),
  }
}

/** What lies above chance with all of its corrected interval. */
function findings(membership: readonly MembershipReport[], guesses: readonly GuessReport[]): LeakFinding[] {
  const above = (strength: AttackStrength | undefined) =>
    strength && strength.corrected.interval[0] > 0.5 ? strength.corrected : undefined
  const found: (LeakFinding & { readonly gain: number })[] = []
  for (const { attack, knows, all, isolated } of membership) {
    const [overall, apart] = [above(all), above(isolated)]
    if (overall) found.push({ attack, knows, figure: 'auc', estimate: overall, gain: 2 * overall.value - 1 })
    if (apart) found.push({ attack, knows, figure: 'auc-isolated', estimate: apart, gain: 2 * apart.value - 1 })
    const { foundAt1Corrected: low } = all
    if (low.interval[0] > 0.01)
      found.push({ attack, knows, figure: 'found-at-1', estimate: low, gain: low.value - 0.01 })
  }
  for (const { attack, secret, corrected, informed } of guesses)
    if (informed && corrected.interval[0] > 0)
      found.push({
        attack,
        knows: 'table',
        figure: 'risk',
        ...(secret === undefined ? {} : { secret }),
        estimate: corrected,
        gain: corrected.value,
      })
  return found.sort((a, b) => b.gain - a.gain).map(({ gain: _, ...finding }) => finding)
}

/** Tables one over the other, by the columns of the first. */
function stack(upper: Table, lower: Table): Table {
  const { names } = upper
  const columns = names.map((name) => concatColumns([columnNamed(upper, name)!, columnNamed(lower, name)!]))
  return { rows: upper.rows + lower.rows, names, columns }
}
