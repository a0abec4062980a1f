/** One way to train: how much real, and what is added to it. */
export interface Arm {
  /** Part of the real rows, 0–1. */
  readonly share: number
  readonly addition: Addition
  /** Rows added, as a multiple of the real rows of this arm; 0 for `none`. */
  readonly multiple: number
}

/**
 * none: real rows alone · synthetic: rows of a generator that was fitted on exactly this arm's real rows · duplicated:
 * real rows drawn again · jittered: real rows with noise · smote: between real neighbours (Chawla et al. 2002) ·
 * fine-tuned: half of the trees learn from synthetic rows, then half from real ones.
 */
export type Addition = 'none' | 'synthetic' | 'duplicated' | 'jittered' | 'smote' | 'fine-tuned'

/** What synthetic rows have to beat: more rows without a generator. */
export const controls: readonly Addition[] = ['duplicated', 'jittered', 'smote']

export interface MixingPlan {
  /** Real rows at a share of 1. */
  readonly rows: number
  readonly testRows: number
  readonly shares: readonly number[]
  readonly multiples: readonly number[]
  readonly seeds: number
  readonly rounds: number
}

const widest = { rows: 10_000, testRows: 5000 }
/** With fewer real rows, neither a generator nor a model can be fitted. */
const fewestRows = 100

/** The grid for a table of so many train and test rows; small shares are left out where they hold too little. */
export function planMixing(trainRows: number, testRows: number, seeds = 3): MixingPlan {
  const rows = Math.min(widest.rows, trainRows)
  return {
    rows,
    testRows: Math.min(widest.testRows, testRows),
    shares: [0.1, 0.25, 0.5, 1].filter((share) => share * rows >= fewestRows),
    multiples: [0.5, 1, 2, 4],
    seeds,
    rounds: 100,
  }
}

export const realRows = (plan: MixingPlan, share: number): number => Math.round(share * plan.rows)

/** All arms of one share, in the order in which they run. */
export function armsOf({ multiples }: MixingPlan, share: number): Arm[] {
  const most = Math.max(...multiples)
  return [
    { share, addition: 'none', multiple: 0 },
    ...multiples.map((multiple): Arm => ({ share, addition: 'synthetic', multiple })),
    { share, addition: 'fine-tuned', multiple: most },
    ...controls.flatMap((addition) => multiples.map((multiple): Arm => ({ share, addition, multiple }))),
  ]
}

/** What an arm costs beside others: rows to learn from, and a share for what is the same for all. */
export const workOf = (plan: MixingPlan, { share, multiple }: Arm): number =>
  realRows(plan, share) * (1 + multiple) + 1000

/** Fits in all. */
export const fitsOf = (plan: MixingPlan): number =>
  plan.seeds * plan.shares.reduce((sum, share) => sum + armsOf(plan, share).length, 0)

export const isSameArm = (a: Arm, b: Arm): boolean =>
  a.share === b.share && a.addition === b.addition && a.multiple === b.multiple
