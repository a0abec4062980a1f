import type { Field, Schema } from '../schema/schema'
import { type Budget, proposedDelta, shareBudget } from './budget'
import { countQueries, type DeclaredDomain, isDeclared, privateTreatment } from './private-fields'

interface Chosen {
  readonly epsilon: number
  /** 0 = the proposed one. */
  readonly delta: number
  readonly domains: Readonly<Record<string, DeclaredDomain>>
}

/** The whole budget of a private fit on a table of `rows` rows. Looks at no row. */
export function privacyBudget({ fields }: Schema, { epsilon, delta, domains }: Chosen, rows: number): Budget {
  return shareBudget(epsilon, delta > 0 ? delta : proposedDelta(rows), countQueries(fields, domains))
}

/** The guarantee of a file of made rows, in full: what recipe and provenance state. */
export interface PrivacyStatement {
  readonly epsilon: number
  readonly delta: number
  readonly rho: number
  readonly unit: 'row'
  readonly neighbouring: 'add-or-remove-one-row'
  readonly accountant: 'zCDP'
  /** How each column's values came to be known. */
  readonly domainSource: Readonly<Record<string, DomainSource>>
  readonly noise: {
    readonly kind: 'discrete-gaussian'
    readonly source: 'crypto.getRandomValues'
    readonly seed: 'none'
  }
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
  const { epsilon, delta, rho } = privacyBudget(schema, chosen, rows)
  return {
    epsilon,
    delta,
    rho,
    unit: 'row',
    neighbouring: 'add-or-remove-one-row',
    accountant: 'zCDP',
    domainSource: Object.fromEntries(schema.fields.map((field) => [field.name, sourceOf(field, chosen.domains)])),
    noise: { kind: 'discrete-gaussian', source: 'crypto.getRandomValues', seed: 'none' },
    endToEnd: voids.length === 0,
    why: [...voids, 'schema-is-public', 'row-count-is-public', 'rows-only-not-the-report', 'repeated-runs'],
  }
}

function sourceOf(field: Field, domains: Chosen['domains']): DomainSource {
  const treatment = privateTreatment(field)
  if (treatment === 'dropped' || treatment === 'made') return treatment
  return isDeclared(field, domains) ? 'declared' : 'released'
}
