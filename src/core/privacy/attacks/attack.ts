import type { Random } from '../../random'
import type { AttackerKnowledge, GuessAttackId, MembershipAttackId } from '../../reports/leak'
import type { Field } from '../../schema/schema'
import type { Table } from '../../table/table'
import type { Points } from '../nearest'
import type { Neighbours } from './neighbours'
import type { GuessCount } from './risk'

/** What a membership attack sees: it never learns which targets are members. */
export interface AttackData {
  readonly fields: readonly Field[]
  /** Rows whose membership is asked. */
  readonly targets: Table
  readonly synthetic: Table
  /** The attacker's own rows of the same population: neither learned from nor among the targets. */
  readonly reference: Table
  readonly neighbours: Neighbours
  /** `[targets]`: ln p of each target under the fitted model, and under the same kind of model of `reference`. */
  readonly logLikelihood?: { readonly model: Float64Array; readonly reference?: Float64Array }
  readonly random: Random
}

/** One way of telling who was learned from. A new one is one file and one line in the registry. */
export interface MembershipAttack {
  readonly id: MembershipAttackId
  readonly label: string
  /** Where it is defined. */
  readonly source: string
  readonly knows: AttackerKnowledge
  /** `[targets]`, higher = taken for learned from; undefined where the attacker lacks what it needs. */
  score(data: AttackData): Float64Array | undefined
}

/** What an attack that makes statements about rows is tried on: equally many distinct rows of both. */
export interface GuessData {
  readonly fields: readonly Field[]
  readonly train: Table
  readonly control: Table
  readonly synthetic: Table
  /** In one space. */
  readonly points: { readonly train: Points; readonly control: Points; readonly synthetic: Points }
  /** Columns that are guessed from the others, most telling first. */
  readonly secrets: readonly Field[]
  readonly random: Random
}

export interface GuessResult {
  readonly secret?: string
  readonly train: GuessCount
  readonly control: GuessCount
  /** Guesses about train rows that do not look at the synthetic rows. */
  readonly blind: GuessCount
}

export interface GuessAttack {
  readonly id: GuessAttackId
  readonly label: string
  readonly source: string
  guess(data: GuessData): readonly GuessResult[]
}
