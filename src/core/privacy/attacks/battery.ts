import { scaleOf } from '../../learners/column-values'
import { columnNamed } from '../../metrics/compared-table'
import type { AttackStrength, GuessReport, LeakFinding, LeakReport, MembershipReport } from '../../reports/leak'
import type { Field, Schema } from '../../schema/schema'
import { type Column, cellText, isMissing, type Table, takeRows } from '../../table/table'
import { pointsOf } from '../nearest'
import type { AttackData, GuessData, GuessResult } from './attack'
import { guessAttacks, membershipAttacks } from './registry'
import { estimateOf, residualRisk, successRate } from './risk'
import { attackStrength, epsilonBound, type Scored } from './roc'
import { type AttackedTargets, type AttackRequest, attackTargets, partScores, usualSizes } from './targets'

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
 * `attacked`: what {@link attackTargets} gave for the same request.
 */
export async function runBattery(request: AttackRequest, attacked?: AttackedTargets): Promise<LeakReport | undefined> {
  const { random, onProgress = () => {} } = request
  const targets = attacked ?? (await attackTargets(request))
  if (!targets) return undefined
  const { data, members, others, distinct, scores } = targets
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
  const parted = (of: Float64Array, rows?: Uint32Array): Scored => partScores(of, members, rows)
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

function guessData(
  { train, control, schema, sizes = usualSizes }: AttackRequest,
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
