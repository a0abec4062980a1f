import { type Field, personalKinds } from '../schema/schema'

/**
 * What is known of a column's values without looking at them: its ends, or the list of its values. Texts as the file
 * writes them.
 */
export type DeclaredDomain =
  | { readonly is: 'between'; readonly low?: string; readonly high?: string }
  | { readonly is: 'in'; readonly values: readonly string[] }

/** How a private generator treats a field. `made`: only whether a value is there is measured. */
export type PrivateTreatment = 'number' | 'category' | 'date' | 'time' | 'made' | 'dropped'

/** Decided by the schema alone. */
export function privateTreatment(field: Field): PrivateTreatment {
  const { kind, action, role } = field
  if (action === 'drop') return 'dropped'
  if (action === 'constant' || kind === 'constant') return 'category'
  if (kind === 'id' || kind === 'text' || personalKinds.includes(kind) || (role === 'key' && action !== 'learn'))
    return 'made'
  if (kind === 'integer' || kind === 'decimal') return 'number'
  if (kind === 'category' || kind === 'ordinal' || kind === 'boolean') return 'category'
  if (field.datePattern === undefined) return 'made'
  return kind === 'time' ? 'time' : 'date'
}

/** Whether a field's range or levels have to be found out privately. */
export const isDeclared = (field: Field, domains: Readonly<Record<string, DeclaredDomain>>): boolean => {
  const domain = domains[field.name]
  if (!domain) return false
  const treatment = privateTreatment(field)
  if (treatment === 'category') return domain.is === 'in'
  const hasRange = treatment === 'number' || (treatment === 'date' && domain.is === 'between')
  return hasRange && domain.is === 'between' && domain.low !== undefined && domain.high !== undefined
}

/** How many mechanisms of each kind look at the rows before pairs are measured. */
export interface QueryCounts {
  /** Coarse histograms of numbers and dates, from which ends and bins come. */
  readonly ranges: number
  /** Histograms of single columns, and the number of rows. */
  readonly oneWay: number
  /** Lists of texts that are released by a threshold: categories, and how a column writes a missing value. */
  readonly thresholds: number
}

export function countQueries(fields: readonly Field[], domains: Readonly<Record<string, DeclaredDomain>>): QueryCounts {
  let [ranges, oneWay, thresholds] = [0, 1, 0]
  for (const field of fields) {
    const treatment = privateTreatment(field)
    if (treatment === 'dropped') continue
    thresholds++
    oneWay += treatment === 'date' && field.kind === 'datetime' ? 2 : 1
    if (treatment === 'number' || treatment === 'date') ranges++
    if (treatment === 'category' && !isDeclared(field, domains)) thresholds++
  }
  return { ranges, oneWay, thresholds }
}
