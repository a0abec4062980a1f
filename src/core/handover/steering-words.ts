import type { Provenance } from '../reports/provenance'

type Sampling = Provenance['sampling']

/** That a set was made fair, in a sentence for people. */
export const parityWords = ({ target, sensitive }: NonNullable<Sampling['parity']>): string =>
  `“${target}” was made equally frequent in every group of ${sensitive.map((name) => `“${name}”`).join(', ')} (statistical parity); all other columns follow group and “${target}” as they were learned.`

/** That rows were completed, and how often. */
export const completionWords = (copies: Sampling['copies']): string =>
  copies === undefined
    ? 'The rows were given with gaps: given cells are real and stand as they were, only the gaps were drawn.'
    : `The rows were given with gaps, which were filled ${copies} times; the first column numbers the copies. Given cells are real and stand as they were.`
