import { Switch } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { applicable, certainRelations } from '../../core/relations/find-relations'
import type { Proposal, Relation } from '../../core/relations/relation'
import { relationText } from '../../core/reports/html/rule-words'
import type { Schema } from '../../core/schema/schema'
import { db } from '../../db/database'
import { replaceRelations } from '../../store/schema'
import { formatCount, formatShare } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { relationEffect } from './relation-effect'
import styles from './schema.module.css'

interface RulesPanelProps {
  readonly projectId: string
  readonly schema: Schema
}

/** What ties columns together: found in the training rows, and kept in every row that is made. */
export function RulesPanel({ projectId, schema }: RulesPanelProps) {
  const found = useLiveQuery(async () => (await db.splits.get(projectId))?.relations?.proposals, [projectId])
  const proposals = found ?? []
  const active = schema.relations ?? certainRelations(proposals)
  const isKept = new Set(applicable({ ...schema, relations: active }).map(keyOf))
  const chosen = new Set(active.map(keyOf))
  const known = new Set(proposals.map(({ relation }) => keyOf(relation)))
  const rules: Rule[] = [
    ...proposals.map(({ relation, ...evidence }) => ({ relation, evidence })),
    ...active.filter((relation) => !known.has(keyOf(relation))).map((relation) => ({ relation })),
  ]
  if (rules.length === 0) return null
  const toggle = (relation: Relation) => {
    const key = keyOf(relation)
    replaceRelations(chosen.has(key) ? active.filter((each) => keyOf(each) !== key) : [...active, relation])
  }
  return (
    <Panel
      title="Rules between columns"
      hint="Found in the rows learned from. A rule that is on holds in every row that is made; those that no row breaks are on from the start."
    >
      <ul className={styles.rules}>
        {rules.map(({ relation, evidence }) => {
          const key = keyOf(relation)
          const isOn = chosen.has(key)
          return (
            <li key={key}>
              <Switch
                checked={isOn}
                onChange={() => toggle(relation)}
                label={<span translate="no">{relationText(relation)}</span>}
                description={[evidenceText(evidence), isOn && (isKept.has(key) ? relationEffect(relation) : notKept)]
                  .filter(Boolean)
                  .join(' ')}
              />
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

interface Rule {
  readonly relation: Relation
  readonly evidence?: Omit<Proposal, 'relation'>
}

const keyOf = (relation: Relation): string => JSON.stringify(relation)

const notKept = 'Not used: one of its columns is not learned, or another rule gives it already.'

function evidenceText(evidence: Rule['evidence']): string {
  if (!evidence) return 'From the recipe.'
  const { rows, holds } = evidence
  if (holds === rows) return `Holds in all ${formatCount(rows)} rows.`
  return `Holds in ${formatShare(holds / rows)} of ${formatCount(rows)} rows.`
}
