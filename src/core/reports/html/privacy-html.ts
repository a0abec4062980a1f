import type { PrivacyReason, PrivacyStatement } from '../../dp/statement'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'

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

/** The guarantee in full, with what it rests on. */
export function statementHtml(statement: PrivacyStatement): string {
  const { epsilon, delta, rho, accountant, training, domainSource } = statement
  const columns = (source: string) =>
    Object.entries(domainSource).flatMap(([name, from]) => (from === source ? [escapeHtml(name)] : []))
  const facts: readonly (readonly string[])[] = [
    ['ε', String(epsilon)],
    ['δ', String(Number(delta.toPrecision(3)))],
    ...(rho === undefined ? [] : [['ρ', String(Number(rho.toPrecision(4)))]]),
    ['Unit', 'one row, added or removed'],
    ['Accountant', escapeHtml(accountant)],
    [
      'Noise',
      `discrete Gaussian on counts, drawn exactly${training ? '; Gaussian in floating point on gradients' : ''}; from the platform’s random source; no seed exists`,
    ],
    ...(training
      ? [
          [
            'Training',
            `${training.steps} steps; a row takes part in each with probability ${Number(training.rate.toPrecision(3))}; noise ${Number(training.sigma.toPrecision(4))} times the bound on a row’s gradient`,
          ],
        ]
      : []),
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
