import type { DeclaredDomain } from '../dp/private-fields'
import type { Schema } from '../schema/schema'
import { readCondition } from './condition-text'

/**
 * Public domains from lines like `age=17..90` and `sex=Female|Male`; empty lines are skipped.
 * @throws recipe/condition-unreadable, schema/unknown-column
 */
export function readDomains(lines: readonly string[], schema: Schema): Readonly<Record<string, DeclaredDomain>> {
  const domains: Record<string, DeclaredDomain> = {}
  for (const line of lines) {
    if (line.trim() === '') continue
    const { field, condition } = readCondition(line.trim().replace(/\s*=\s*/, '='), schema)
    if (condition.is === 'in' || condition.is === 'between') domains[field] = condition
  }
  return domains
}

/** The inverse of {@link readDomains}. */
export function domainLines(domains: Readonly<Record<string, DeclaredDomain>>): string[] {
  return Object.entries(domains).map(([name, domain]) => {
    return `${name}=${domain.is === 'in' ? domain.values.join('|') : `${domain.low ?? ''}..${domain.high ?? ''}`}`
  })
}
