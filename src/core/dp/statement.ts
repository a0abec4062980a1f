import type { Field, Schema } from '../schema/schema'
import { type Budget, proposedDelta, shareBudget } from './budget'
import { countQueries, type DeclaredDomain, isDeclared, privateTreatment } from './private-fields'
import type { SubsampledGaussian } from './subsampled-gaussian'
import { shareTrainingBudget, trainingPlan } from './training-budget'

interface Chosen {
  readonly epsilon: number
  /** 0 = the proposed one. */
  readonly delta: number
  readonly domains: Readonly<Record<string, DeclaredDomain>>
  /** Of a training: both, or none where nothing is trained. 0 = by the number of rows. */
  readonly steps?: number
  readonly batch?: number
}

/** The whole budget of a private fit on a table of `rows` rows. Looks at no row. */
export function privacyBudget({ fields }: Schema, chosen: Chosen, rows: number): Budget {
  const { epsilon, domains, steps, batch } = chosen
  const delta = chosen.delta > 0 ? chosen.delta : proposedDelta(rows)
  const queries = countQueries(fields, domains)
  if (steps === undefined || batch === undefined) return shareBudget(epsilon, delta, queries)
  return shareTrainingBudget(epsilon, delta, queries, trainingPlan({ steps, batch }, rows))
}

/** The guarantee of a file of made rows, in full: what recipe and provenance state. */
export interface PrivacyStatement {
  readonly epsilon: number
  readonly delta: number
  /** Zero-concentrated privacy of all of it; absent where a network is trained. */
  readonly rho?: number
  readonly unit: 'row'
  readonly neighbouring: 'add-or-remove-one-row'
  /** PRV: privacy loss random variables, of counts and training together. */
  readonly accountant: 'zCDP' | 'PRV'
  /** How each column's values came to be known. */
  readonly domainSource: Readonly<Record<string, DomainSource>>
  readonly noise: {
    /** Of counts exact; of gradients in floating point. */
    readonly kind: 'discrete-gaussian' | 'discrete-gaussian-on-counts-and-gaussian-on-gradients'
    readonly source: 'crypto.getRandomValues'
    readonly seed: 'none'
  }
  /** DP-SGD: every row takes part in a step by itself with probability `rate`; noise is `sigma` bounds of a row's gradient. */
  readonly training?: SubsampledGaussian
  /** Whether nothing else than the mechanisms has looked at real rows for this file. */
  readonly endToEnd: boolean
  /** What it rests on, or what voids it. */
  readonly why: readonly PrivacyReason[]
}

export type DomainSource = 'declared' | 'released' | 'made' | 'dropped'

/** Held to be public: the schema and the number of rows. Voiding: what looked at real rows beside the mechanisms. */
export type PrivacyReason =
  | 'schema-is-public'
  | 'row-count-is-public'
  | 'rows-only-not-the-report'
  | 'repeated-runs'
  | 'void-rows-completed'

export function statePrivacy(
  schema: Schema,
  chosen: Chosen,
  rows: number,
  voids: readonly PrivacyReason[] = [],
): PrivacyStatement {
  const { epsilon, delta, rho, training } = privacyBudget(schema, chosen, rows)
  return {
    epsilon,
    delta,
    ...(training ? { training } : { rho }),
    unit: 'row',
    neighbouring: 'add-or-remove-one-row',
    accountant: training ? 'PRV' : 'zCDP',
    domainSource: Object.fromEntries(schema.fields.map((field) => [field.name, sourceOf(field, chosen.domains)])),
    noise: {
      kind: training ? 'discrete-gaussian-on-counts-and-gaussian-on-gradients' : 'discrete-gaussian',
      source: 'crypto.getRandomValues',
      seed: 'none',
    },
    endToEnd: voids.length === 0,
    why: [...voids, 'schema-is-public', 'row-count-is-public', 'rows-only-not-the-report', 'repeated-runs'],
  }
}

function sourceOf(field: Field, domains: Chosen['domains']): DomainSource {
  const treatment = privateTreatment(field)
  if (treatment === 'dropped' || treatment === 'made') return treatment
  return isDeclared(field, domains) ? 'declared' : 'released'
}
