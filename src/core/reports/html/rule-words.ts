import type { RuleCheck } from '../../metrics/table/rules'
import type { Factor, Formula, Relation } from '../../relations/relation'
import { decimalText } from './decimal-text'

/** A relation as a person would write it: 'amount = quantity × price'. */
export function relationText(relation: Relation): string {
  switch (relation.kind) {
    case 'formula':
      return `${relation.target} = ${formulaText(relation.formula)}`
    case 'lookup':
      return `${relation.from} decides ${relation.to}`
    case 'order':
      return `${relation.low} ≤ ${relation.high}`
    case 'missing-together':
      return `${listText(relation.fields)} are missing together`
  }
}

function formulaText(formula: Formula): string {
  if (formula.is === 'factors') return factorsText(formula)
  if (formula.is !== 'sum') return formula.of.join(formula.is === 'product' ? ' × ' : ' ÷ ')
  const terms = formula.terms.map(({ field, factor }) => ({
    sign: factor < 0 ? '−' : '+',
    text: Math.abs(factor) === 1 ? field : `${Math.abs(factor)} × ${field}`,
  }))
  if (formula.constant !== 0)
    terms.push({ sign: formula.constant < 0 ? '−' : '+', text: String(Math.abs(formula.constant)) })
  return terms.map(({ sign, text }, i) => (i > 0 ? `${sign} ${text}` : sign === '−' ? `−${text}` : text)).join(' ')
}

/** 'quantity × price × (1 − discount) + shipping'; a negative product stands last. */
function factorsText({ factors, sign, addend }: Extract<Formula, { is: 'factors' }>): string {
  const product = factors.map(factorText).join(' × ')
  if (!addend) return sign < 0 ? `−${product}` : product
  if (sign < 0) return `${addend.field} − ${product}`
  return `${product} ${addend.factor < 0 ? '−' : '+'} ${addend.field}`
}

function factorText({ field, constant, scale }: Factor): string {
  const part = Math.abs(scale) === 1 ? field : scaled(field, Math.abs(scale))
  if (constant === 0) return scale < 0 ? `(−${part})` : part
  return `(${constant} ${scale < 0 ? '−' : '+'} ${part})`
}

const scaled = (field: string, scale: number) => (scale === 0.01 ? `${field} ÷ 100` : `${scale} × ${field}`)

const listText = (names: readonly string[]) =>
  names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`

const percent = (share: number) => `${decimalText(100 * share, 2)} %`

export const ruleHeads = [
  'Rule of the real rows',
  'Synthetic rows that break it',
  '95 % interval',
  'Among control rows',
]

/** The rules that are broken, most often first. */
export const brokenRules = (rules: readonly RuleCheck[]): readonly RuleCheck[] =>
  rules.filter(({ rows }) => rows > 0).toSorted((a, b) => b.broken - a.broken)

export const ruleRows = (rules: readonly RuleCheck[]): string[][] =>
  brokenRules(rules).map(({ relation, broken, interval, control }) => [
    relationText(relation),
    percent(broken),
    `${percent(interval[0])} to ${percent(interval[1])}`,
    control === undefined ? '–' : percent(control),
  ])

export function ruleSummary(rules: readonly RuleCheck[]): string {
  if (rules.length === 0) return 'No rule between columns was found in the real rows.'
  const [all, broken] = [rules.length, brokenRules(rules).length]
  const counted =
    all === 1
      ? 'The rule between columns that the real rows keep'
      : `Of ${all} rules between columns that the real rows keep`
  if (all === 1) return broken === 0 ? `${counted} holds in every synthetic row.` : `${counted} is broken.`
  return broken === 0
    ? `${counted}, all hold in every synthetic row.`
    : `${counted}, ${broken} ${broken === 1 ? 'is' : 'are'} broken.`
}
