import type { FieldKind } from '../../schema/schema'
import type { AuditReport, Mismatch } from '../audit-facts'
import type { Finding } from '../findings'
import { decimalText } from './decimal-text'
import { relationText } from './rule-words'

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
const count = (n: number) => n.toLocaleString('en')

const kindNames: Partial<Readonly<Record<FieldKind, string>>> = {
  integer: 'whole numbers',
  decimal: 'numbers',
  date: 'dates',
  datetime: 'dates with a time',
  time: 'times',
  boolean: 'two values',
}
const kindName = (kind: FieldKind) => kindNames[kind] ?? 'values of the same kind'

const measureNames = { pearson: 'correlation', 'cramers-v': 'Cramér’s V', 'correlation-ratio': 'correlation ratio' }

/** A fault in a sentence. The report's page and the app's screen say the same. */
export function findingText(finding: Finding): string {
  switch (finding.code) {
    case 'lost-spike':
      return `“${finding.column}”: ${percent(finding.real)} of the real rows are ${finding.at}, but ${percent(finding.synthetic)} of the synthetic ones. The spike is lost.`
    case 'copied':
      return `${count(finding.rows)} of ${count(finding.compared)} synthetic rows are copies: they equal a real row, more often than repetition explains.`
    case 'invented':
      return `“${finding.column}”: ${percent(finding.share)} of the synthetic rows hold values that real rows do not have.`
    case 'shape':
      return `“${finding.column}”: its distribution is off by ${percent(finding.error)}; fresh real rows are off by ${percent(finding.control)}.`
    case 'missing':
      return `“${finding.column}”: ${percent(finding.real)} of the real cells are missing, but ${percent(finding.synthetic)} of the synthetic ones.`
    case 'lost-link':
      return `“${finding.a}” and “${finding.b}”: the link between them is lost, with a ${measureNames[finding.measure]} of ${decimalText(finding.synthetic, 2)} in place of ${decimalText(finding.real, 2)}.`
    case 'broken-rule':
      return `The rule “${relationText(finding.relation)}” is broken in ${percent(finding.broken)} of the synthetic rows; real rows keep it.`
    case 'pair':
      return `“${finding.a}” and “${finding.b}” together are off by ${percent(finding.error)}; fresh real rows are off by ${percent(finding.control)}.`
  }
}

const writtenOtherwise = {
  date: 'its dates are written in another pattern',
  number: 'its numbers are written in another way',
  case: 'some values differ in capitals or blanks only',
}

/** What did not fit between the files, and what was done about it. */
export function mismatchText(mismatch: Mismatch): string {
  const name = `“${mismatch.name}”`
  switch (mismatch.code) {
    case 'missing-column':
      return `${name} is missing there and could not be compared.`
    case 'extra-column':
      return `${name} is not in the real table and was left out.`
    case 'renamed':
      return `${name} is called “${mismatch.as}” there; they were taken for the same.`
    case 'other-kind':
      return `${name} can’t be read as ${kindName(mismatch.kind)} there and could not be compared.`
    case 'unreadable':
      return `${name}: ${count(mismatch.cells)} cells can’t be read as ${kindName(mismatch.kind)} and count as missing.`
    case 'not-whole':
      return `${name}: ${count(mismatch.cells)} cells have fractions where real ones are whole numbers.`
    case 'other-format':
      return `${name}: ${writtenOtherwise[mismatch.what]}; they were read all the same.`
  }
}

export const auditWords = {
  findings: 'What stands out first',
  files: 'The files that were compared',
  fits: 'All columns of the real table are there, with values of the same kind.',
  maySee:
    'No hold-out was given. The other tool may have learned from every real row, those taken as control among them: then near copies and leaks can’t be told from chance, and usefulness is measured on rows that it may have seen. Give rows that it never saw to find out.',
}

export function filesText({ files }: AuditReport): string {
  const beside = files.holdout === undefined ? '' : `, with “${files.holdout}” as rows that the other tool never saw`
  return `“${files.synthetic}”, made elsewhere, beside “${files.real}”${beside}.`
}

export function copiesText({ realCopies }: AuditReport): string {
  return `${count(realCopies.rows)} of ${count(realCopies.compared)} synthetic rows equal a row of the real files.`
}
