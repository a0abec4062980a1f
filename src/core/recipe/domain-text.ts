import { type DeclaredDomain, privateTreatment } from '../dp/private-fields'
import { type Problem, StudioError } from '../problem'
import { compilePattern } from '../schema/date-pattern'
import type { Field, Schema } from '../schema/schema'
import { readCondition } from './condition-text'

export type Domains = Readonly<Record<string, DeclaredDomain>>

/** A line that declares nothing, and why. */
export interface UnreadLine {
  /** Counts from 1. */
  readonly line: number
  readonly text: string
  readonly problem: Problem
}

/** Public domains from lines like `age=17..90` and `sex=Female|Male`, with the lines that are none; empty ones are skipped. */
export function readDomainLines(
  lines: readonly string[],
  schema: Schema,
): { readonly domains: Domains; readonly unread: readonly UnreadLine[] } {
  const domains: Record<string, DeclaredDomain> = {}
  const unread: UnreadLine[] = []
  lines.forEach((given, i) => {
    const text = given.trim()
    if (text === '') return
    try {
      const [name, domain] = readDomain(text, schema)
      domains[name] = domain
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      unread.push({ line: i + 1, text, problem: error.problem })
    }
  })
  return { domains, unread }
}

/**
 * As {@link readDomainLines}, where every line must be readable.
 * @throws recipe/condition-unreadable, schema/unknown-column, dp/domain-unfit, dp/range-unreadable
 */
export function readDomains(lines: readonly string[], schema: Schema): Domains {
  const { domains, unread } = readDomainLines(lines, schema)
  if (unread[0]) throw new StudioError(unread[0].problem)
  return domains
}

function readDomain(text: string, schema: Schema): readonly [name: string, domain: DeclaredDomain] {
  const { field: column, condition } = readCondition(text.replace(/\s*=\s*/, '='), schema)
  const field = schema.fields.find(({ name }) => name === column)!
  const needs = neededOf(field)
  if (needs === 'values' && condition.is === 'in' && condition.values.every((value) => value !== ''))
    return [column, condition]
  // One end alone would be as good as none: the other one would have to be found out from the rows all the same.
  if (needs === 'range' && condition.is === 'between' && condition.low !== undefined && condition.high !== undefined) {
    checkEnds(field, condition.low, condition.high)
    return [column, condition]
  }
  throw new StudioError({ code: 'dp/domain-unfit', column, needs })
}

/** What can be declared of a field. `nothing`: its values are made, or measured in fixed cells whatever is declared. */
function neededOf(field: Field): 'range' | 'values' | 'nothing' {
  const treatment = privateTreatment(field)
  if (treatment === 'category') return 'values'
  return treatment === 'number' || treatment === 'date' ? 'range' : 'nothing'
}

/** Numbers may be written in a format that only the column knows; an end without a digit is none in any. */
function checkEnds(field: Field, low: string, high: string): void {
  const isDate = privateTreatment(field) === 'date'
  const [from, to] = [low, high].map((end) => (isDate ? readDate(field, end) : Number(end))) as [number, number]
  const isNumber = isDate ? !Number.isNaN(from) && !Number.isNaN(to) : [low, high].every((end) => /\d/.test(end))
  if (!isNumber || from > to) throw new StudioError({ code: 'dp/range-unreadable', column: field.name, low, high })
}

const readDate = ({ datePattern }: Field, text: string): number =>
  (datePattern === undefined ? undefined : compilePattern(datePattern).parse(text)) ??
  compilePattern('YYYY-MM-DD').parse(text) ??
  Number.NaN

/** The inverse of {@link readDomains}. */
export function domainLines(domains: Domains): string[] {
  return Object.entries(domains).map(([name, domain]) => {
    return `${name}=${domain.is === 'in' ? domain.values.join('|') : `${domain.low ?? ''}..${domain.high ?? ''}`}`
  })
}
