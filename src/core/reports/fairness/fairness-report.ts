import { compareTables } from '../../metrics/compared-table'
import { type Measurement, mapValue, meanOf, undefinedBecause } from '../../metrics/metric'
import { shapeMetric } from '../../metrics/registry'
import type { Predictions } from '../../metrics/table/scores'
import type { Slice } from '../../metrics/table/slices'
import { learnTask, predictTask, type UsefulnessTask } from '../../metrics/table/usefulness'
import type { Random } from '../../random'
import type { Field, Schema } from '../../schema/schema'
import { type ControlTable, type Table, takeRows } from '../../table/table'
import { chooseTarget, type TrialRows, trialRows, type UsefulnessRequest } from '../usefulness-report'
import {
  type Association,
  associationOf,
  auditOutcomes,
  type OutcomeAudit,
  type Representation,
  representationOf,
} from './data-audit'
import type { GroupPrivacy } from './group-privacy'
import { fewestRows, type Grouping, groupingOf, rowsByGroup } from './groups'
import { auditModels, type ModelAudit } from './model-audit'

/** Real and synthetic side by side for the columns that a person marked as sensitive. */
export interface FairnessReport {
  /** Absent where there is nothing to predict. */
  readonly target?: string
  /** Two classes: the outcome whose share is compared. */
  readonly positive?: string
  /** Several classes: their names by number, '' for those of fewer than 30 rows. */
  readonly classes?: readonly string[]
  /** Attacks on groups that are told, over all columns: what their corrected intervals are corrected for. */
  readonly attackTests?: number
  readonly columns: readonly SensitiveColumn[]
}

export interface SensitiveColumn {
  readonly column: string
  readonly groups: readonly Slice['part'][]
  /** Train rows in groups that are not told: fewer than 30 rows, or beyond the twelve largest. */
  readonly untoldRows: number
  /** Per group. */
  readonly representation: readonly Representation[]
  /** Per group: mean error of columns within it, 0–1, synthetic and control against train, on as many rows. */
  readonly fidelity: readonly GroupFidelity[]
  readonly outcomes?: OutcomeAudit
  readonly association?: Association
  /** Classes only. */
  readonly models?: ModelAudit
  /** Per group; undefined where too few rows were attacked. Absent until attacks have run, or where none can. */
  readonly privacy?: readonly (GroupPrivacy | undefined)[]
}

export interface GroupFidelity {
  readonly synthetic: Measurement
  readonly control: Measurement
  readonly rows: number
}

export interface FairnessRequest extends UsefulnessRequest {
  readonly control: ControlTable
}

const rounds = 100

export const sensitiveFields = ({ fields }: Schema): Field[] => fields.filter((field) => field.sensitive === true)

/** Absent where no column is marked. `onStep` is awaited between columns and models; 0–1. */
export async function measureFairness(
  request: FairnessRequest,
  onStep: (progress: number) => void | Promise<void> = () => {},
): Promise<FairnessReport | undefined> {
  const marked = sensitiveFields(request.schema)
  const groupings = marked.flatMap((field) => groupingOf(request.train.table, field) ?? [])
  if (groupings.length === 0) return undefined
  await onStep(0)
  const of = chooseTarget(request)?.of
  const rows = of && trialRows(request, of)
  const pair = of && rows ? predictPair(rows, of, request.random) : undefined
  const columns: SensitiveColumn[] = []
  for (const grouping of groupings) {
    await onStep(0.5 + (0.5 * columns.length) / groupings.length)
    columns.push({
      ...auditData(request, grouping),
      ...(of && rows ? auditTarget(rows, of, grouping, pair, request.random) : {}),
    })
  }
  return {
    ...(of ? { target: of.target.name } : {}),
    ...(of?.task.kind === 'binary' ? { positive: of.classes[1]! } : {}),
    ...(of?.task.kind === 'multiclass' && rows ? { classes: namesOf(of, rows) } : {}),
    columns,
  }
}

/** Numbers of the classes that at least 30 real rows have. */
function toldClasses({ classes }: UsefulnessTask, { real }: TrialRows): number[] {
  const counts = new Float64Array(classes.length)
  for (const k of real.target) counts[k] = counts[k]! + 1
  return [...classes.keys()].filter((k) => counts[k]! >= fewestRows)
}

function namesOf(of: UsefulnessTask, rows: TrialRows): string[] {
  const told = toldClasses(of, rows)
  return of.classes.map((name, k) => (told.includes(k) ? name : ''))
}

/** The classes whose shares are compared: the positive one of two. */
function outcomesOf(of: UsefulnessTask, rows: TrialRows): number[] {
  if (of.task.kind === 'regression') return []
  return of.task.kind === 'binary' ? [1] : toldClasses(of, rows)
}

/** Boosting from synthetic and from real rows, on the same test rows. */
function predictPair(rows: TrialRows, of: UsefulnessTask, random: Random) {
  const options = { rounds, random: random.fork('learn') }
  const [made, real] = [rows.synthetic, rows.real].map((learned) => learnTask('boosting', learned, of, options))
  if (!made || !real || typeof made === 'string' || typeof real === 'string') return undefined
  return { synthetic: predictTask(made, rows.test, of), real: predictTask(real, rows.test, of) }
}

function auditData({ train, control, synthetic, schema, random }: FairnessRequest, grouping: Grouping) {
  const [real, made, held] = [train.table, synthetic, control.table].map((table) => membersOf(table, grouping))
  return {
    column: grouping.column,
    groups: grouping.groups,
    untoldRows: train.table.rows - real!.reduce((sum, rows) => sum + rows.length, 0),
    representation: real!.map((rows, g) =>
      representationOf(rows.length, train.table.rows, made![g]!.length, synthetic.rows),
    ),
    fidelity: real!.map((rows, g) => {
      const own = takeRows(train.table, rows)
      const most = Math.min(made![g]!.length, held![g]!.length >= fewestRows ? held![g]!.length : made![g]!.length)
      const shape = (table: Table, members: Uint32Array) =>
        shapeError(own, table, members, most, schema, random.fork(g))
      return { synthetic: shape(synthetic, made![g]!), control: shape(control.table, held![g]!), rows: most }
    }),
  }
}

const membersOf = (table: Table, grouping: Grouping) => rowsByGroup(grouping.of(table), grouping.groups.length)

/** Mean error of columns, of at most `most` rows: such errors fall as rows are added. */
function shapeError(real: Table, table: Table, members: Uint32Array, most: number, schema: Schema, random: Random) {
  if (members.length < fewestRows) return undefinedBecause('too-few-rows')
  const chosen = members.length > most ? shuffled(members, random).slice(0, most) : members
  const columns = compareTables(real, takeRows(table, chosen), schema)
  return mapValue(meanOf(columns.map((column) => shapeMetric(column).compute(column))), (score) => 1 - score)
}

function shuffled(rows: Uint32Array, random: Random): Uint32Array {
  const order = rows.slice()
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
  return order
}

function auditTarget(
  rows: TrialRows,
  of: UsefulnessTask,
  grouping: Grouping,
  pair: Readonly<Record<'synthetic' | 'real', Predictions>> | undefined,
  random: Random,
): Pick<SensitiveColumn, 'outcomes' | 'association' | 'models'> {
  if (of.target.name === grouping.column) return {}
  const own = random.fork(grouping.column)
  const outcomes =
    of.task.kind === 'multiclass' && toldClasses(of, rows).length === 0
      ? undefined
      : auditOutcomes(rows.real, rows.synthetic, grouping, outcomesOf(of, rows), own)
  const models =
    pair && of.task.kind !== 'regression'
      ? auditModels(pair, grouping.of(rows.test.table), grouping.groups.length, own.fork('models'))
      : undefined
  return {
    ...(outcomes ? { outcomes } : {}),
    ...(of.task.kind === 'regression'
      ? {}
      : { association: associationOf(rows.real, rows.synthetic, grouping, of.classes.length) }),
    ...(models ? { models } : {}),
  }
}
