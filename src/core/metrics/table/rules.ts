import { wilsonInterval } from '../../privacy/wilson'
import { fieldAndColumn } from '../../relations/cells'
import { applicable } from '../../relations/find-relations'
import { kindOf } from '../../relations/registry'
import type { Relation } from '../../relations/relation'
import type { Schema } from '../../schema/schema'
import type { Table } from '../../table/table'

/** How often rows break a rule between columns that the real rows keep. Shares are 0–1. */
export interface RuleCheck {
  readonly relation: Relation
  /** Synthetic rows that break it. */
  readonly rows: number
  readonly broken: number
  /** Wilson interval, 95 %. */
  readonly interval: readonly [number, number]
  /** The same share among control rows; absent where there are none. */
  readonly control?: number
}

/** Every rule of the schema whose columns are all there. `train` says which value goes with which. */
export function checkRules(schema: Schema, train: Table, synthetic: Table, control: Table): RuleCheck[] {
  const relations = applicable(schema).filter((relation) =>
    kindOf(relation)
      .fieldsOf(relation)
      .every((name) => [train, synthetic, control].every((table) => fieldAndColumn(schema, table, name))),
  )
  return relations.map((relation) => {
    const brokenIn = (table: Table) =>
      kindOf(relation)
        .holds(relation, table, schema, train)
        .reduce((sum, holds) => sum + (holds === 0 ? 1 : 0), 0)
    const rows = brokenIn(synthetic)
    return {
      relation,
      rows,
      broken: rows / Math.max(1, synthetic.rows),
      interval: wilsonInterval(rows, Math.max(1, synthetic.rows)),
      ...(control.rows > 0 ? { control: brokenIn(control) / control.rows } : {}),
    }
  })
}
