/** A figure with its interval: 95 % unless said otherwise. */
export interface Estimate {
  readonly value: number
  readonly interval: readonly [number, number]
}

/** How well attacks tell who was learned from. JSON: aggregates only, no row. */
export interface LeakReport {
  readonly rows: {
    /** Train rows that are attacked, and as many control rows. */
    readonly targets: number
    /** Control rows that the attacker is given as knowledge of the population. */
    readonly reference: number
    /** Synthetic rows that the attacker reads. */
    readonly synthetic: number
  }
  readonly membership: readonly MembershipReport[]
  readonly guesses: readonly GuessReport[]
  /** Comparisons with chance that were made: the corrected intervals are at 1 − .05 / tests. */
  readonly tests: number
  /** What beats chance after that correction, strongest first. */
  readonly beyondChance: readonly LeakFinding[]
  /** Of the strongest membership attack with the table alone. */
  readonly epsilon?: EpsilonBound
  readonly shadow?: ShadowReport
  readonly dataCopying?: DataCopyingReport
}

/** Distances to the nearest train row: of synthetic rows against those of control rows. */
export interface DataCopyingReport {
  /** C_T: a z-score, weighed over cells. Below −3 copying, above 3 too far away. */
  readonly statistic: number
  readonly cells: number
  /** z of the cell with most copying. */
  readonly lowestCell: number
  /** Share of pairs in which the synthetic row is nearer to a train row than the control row is; .5 = as real. */
  readonly nearerThanControl: Estimate
}

/** table: has the synthetic rows and rows of its own · model: has the fitted model as well */
export type AttackerKnowledge = 'table' | 'model'

export type MembershipAttackId =
  | 'distance'
  | 'distance-ratio'
  | 'density-ratio'
  | 'monte-carlo'
  | 'classifier'
  | 'model-loss'

export interface MembershipReport {
  readonly attack: MembershipAttackId
  readonly knows: AttackerKnowledge
  readonly all: AttackStrength
  /** The 5 % of targets farthest from any reference row. */
  readonly isolated?: AttackStrength
  readonly groups: readonly { readonly field: string; readonly level: string; readonly strength: AttackStrength }[]
}

export interface AttackStrength {
  /** On each side: learned from, not learned from. */
  readonly rows: readonly [number, number]
  /** Area under the ROC curve, .5 = guessing. */
  readonly auc: Estimate
  /** {@link auc} with the interval corrected for all tests. */
  readonly corrected: Estimate
  /** Share of train rows found where 1 % (10 %) of the others are accused; equal to it = guessing. */
  readonly foundAt1: Estimate
  readonly foundAt10: Estimate
  /** {@link foundAt1} with the interval corrected for all tests. */
  readonly foundAt1Corrected: Estimate
  /** Largest difference of found and falsely accused; the threshold comes from one half, the figure from the other. */
  readonly advantage: Estimate
}

/** An attack gives true statements; `rate` about train rows, `control` about rows that were not learned from. */
export interface GuessReport {
  readonly attack: GuessAttackId
  /** Attribute inference: the column that is guessed. */
  readonly secret?: string
  readonly guesses: number
  readonly rate: Estimate
  readonly control: Estimate
  /** Blind guesses about train rows. */
  readonly blind: Estimate
  /** (rate − control) / (1 − control), 0–1: what the synthetic rows add to what the population tells anyway. */
  readonly risk: Estimate
  readonly corrected: Estimate
  /** Whether the attack does better than blind guessing: else it says nothing. */
  readonly informed: boolean
}

export type GuessAttackId = 'singling-out' | 'singling-out-multivariate' | 'linkability' | 'attribute-inference'

export interface LeakFinding {
  readonly attack: MembershipAttackId | GuessAttackId
  readonly figure: 'auc' | 'found-at-1' | 'auc-isolated' | 'risk'
  readonly knows: AttackerKnowledge
  readonly secret?: string
  /** With the corrected interval. */
  readonly estimate: Estimate
}

/** A lower bound of the ε that any guarantee about this table would need, and the largest such bound it could show. */
export interface EpsilonBound {
  readonly attack: MembershipAttackId
  readonly lower: number
  readonly powerLimit: number
  /** Targets on each side of the half that it is measured on. */
  readonly rows: number
}

/** Rare rows planted into half of the fits of the same generator: can the output, or the model, betray them? */
export interface ShadowReport {
  readonly fits: number
  readonly canaries: number
  readonly trainRows: number
  readonly seconds: number
  /** AUC over all (fit, canary) pairs. */
  readonly output: Estimate
  readonly model?: Estimate
}
