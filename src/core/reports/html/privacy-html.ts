import type { PrivacyReason, PrivacyStatement } from '../../dp/statement'
import type { Provenance } from '../provenance'
import { escapeHtml, pageHtml, paragraphHtml, sectionHtml, tableHtml } from './page'

/** What a guarantee rests on, or what voids it, in sentences. */
export const privacyReasons: Readonly<Record<PrivacyReason, string>> = {
  'schema-is-public':
    'Names, kinds, number formats, date patterns and roles of the columns are taken as public: they were read off the file, or set by hand.',
  'row-count-is-public': 'The number of rows of the file is taken as public.',
  'rows-only-not-the-report':
    'It covers the made rows and everything computed from them alone. Figures that compare them with real rows are not covered: keep the full report to yourself.',
  'void-rows-completed': 'Rows with given cells were completed: what was given stands in the file as it was.',
  'repeated-runs':
    'Each further private run on the same rows adds its own ε and δ to this one, where the results are seen by the same people.',
}

/** Of a full report on a privately made table. */
export const internalNote =
  'The rows were made with differential privacy; the figures of this page were measured on real rows, which the guarantee does not cover. Keep this page to yourself: the exported package holds a public one.'

/** The guarantee in one sentence. */
export function privacySentence({ epsilon, delta, endToEnd }: PrivacyStatement): string {
  const of = `(ε, δ) = (${epsilon}, ${Number(delta.toPrecision(2))})`
  if (!endToEnd) return `Differential privacy with ${of} was used, and its guarantee is void end to end.`
  return `Differential privacy with ${of}: with or without any single row, every result is nearly as likely, by a factor of at most e^ε, up to a failure probability of δ.`
}

function statementHtml(statement: PrivacyStatement): string {
  const { epsilon, delta, rho, accountant, domainSource } = statement
  const columns = (source: string) =>
    Object.entries(domainSource).flatMap(([name, from]) => (from === source ? [escapeHtml(name)] : []))
  const facts: readonly (readonly string[])[] = [
    ['ε', String(epsilon)],
    ['δ', String(Number(delta.toPrecision(3)))],
    ['ρ', String(Number(rho.toPrecision(4)))],
    ['Unit', 'one row, added or removed'],
    ['Accountant', escapeHtml(accountant)],
    ['Noise', 'discrete Gaussian, drawn exactly, from the platform’s random source; no seed exists'],
    ['Values declared public', columns('declared').join(', ') || '–'],
    ['Values found out privately', columns('released').join(', ') || '–'],
    ['Made without looking', columns('made').join(', ') || '–'],
  ]
  return sectionHtml(
    'What is guaranteed',
    paragraphHtml(privacySentence(statement)),
    tableHtml(['', ''], facts),
    `<ul>${statement.why.map((reason) => `<li>${escapeHtml(privacyReasons[reason])}</li>`).join('')}</ul>`,
  )
}

/** The page that goes with a privately made file: its guarantee and where it comes from, no figure from real rows. */
export function publicReportHtml(provenance: Provenance, statement: PrivacyStatement): string {
  const { generator, sampling, tool, recipeHash, createdAt } = provenance
  const facts = [
    ['Made by', `${tool.name} ${tool.version}`],
    ['Created', createdAt],
    ['Generator', generator.id],
    ['Rows made', String(sampling.rows)],
    ['Recipe', recipeHash],
  ].map(([name, fact]) => [escapeHtml(name!), escapeHtml(fact!)])
  return pageHtml(
    'A privately made synthetic table',
    [
      '<h1>A privately made synthetic table</h1>',
      paragraphHtml('This page holds no figure that was measured on real rows, so that it may go with the file.'),
      statementHtml(statement),
      sectionHtml('Origin', tableHtml(['', ''], facts)),
    ].join('\n'),
  )
}
