import { membershipAttacks } from '../../privacy/attacks/registry'
import { areaUnderCurve } from '../../privacy/attacks/roc'
import { type AttackedTargets, partScores } from '../../privacy/attacks/targets'
import type { Schema } from '../../schema/schema'
import type { TrainTable } from '../../table/table'
import type { AttackerKnowledge, Estimate, MembershipAttackId } from '../leak'
import type { FairnessReport } from './fairness-report'
import { fewestRows, groupingOf, rowsByGroup } from './groups'

/** How well attacks tell who of one group was learned from. */
export interface GroupPrivacy {
  /** Attacked rows of the group: learned from, and not. */
  readonly rows: readonly [number, number]
  readonly attacks: readonly GroupAttack[]
}

export interface GroupAttack {
  readonly attack: MembershipAttackId
  readonly knows: AttackerKnowledge
  /** Area under the ROC curve among the group's rows, .5 = guessing. */
  readonly auc: Estimate
  /** {@link auc} with the interval corrected for all attacks on all groups of all marked columns. */
  readonly corrected: Estimate
}

/**
 * The report with every attack's strength among the rows of each group: the scores of the whole battery, ranked within
 * the group alone. Groups with fewer than 30 attacked rows on either side are not told.
 */
export function withGroupPrivacy(
  report: FairnessReport,
  { data, members, scores }: AttackedTargets,
  train: TrainTable,
  { fields }: Schema,
): FairnessReport {
  const ofColumns = report.columns.map(({ column }) => {
    const field = fields.find(({ name }) => name === column)
    const grouping = field && groupingOf(train.table, field)
    if (!grouping) return []
    return rowsByGroup(grouping.of(data.targets), grouping.groups.length).map((rows) => {
      const learned = rows.filter((row) => row < members).length
      return { rows, sides: [learned, rows.length - learned] as const }
    })
  })
  const isTold = ({ sides }: { readonly sides: readonly [number, number] }) => Math.min(...sides) >= fewestRows
  const tests = scores.size * ofColumns.flat().filter(isTold).length
  const confidence = 1 - 0.05 / Math.max(1, tests)
  return {
    ...report,
    attackTests: tests,
    columns: report.columns.map((of, c) => ({
      ...of,
      privacy: ofColumns[c]!.map((group): GroupPrivacy | undefined => {
        if (!isTold(group)) return undefined
        const attacks = membershipAttacks.flatMap(({ id, knows }): GroupAttack[] => {
          const own = scores.get(id)
          if (!own) return []
          const scored = partScores(own, members, group.rows)
          const auc = areaUnderCurve(scored, 0.95)
          return [{ attack: id, knows, auc, corrected: areaUnderCurve(scored, confidence) }]
        })
        return { rows: group.sides, attacks }
      }),
    })),
  }
}
