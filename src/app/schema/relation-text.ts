import type { Factor, Formula, Relation } from '../../core/relations/relation'
import { formatList } from '../../ui/format'

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
      return `${formatList(relation.fields)} are missing together`
  }
}

/** What switching it on does to the rows that are made. */
export function relationEffect(relation: Relation): string {
  switch (relation.kind) {
    case 'formula':
      return `${relation.target} is computed in every row.`
    case 'lookup':
      return `Each ${relation.from} gets the ${relation.to} that goes with it.`
    case 'order':
      return 'Rows that break it are drawn again.'
    case 'missing-together':
      return `${relation.fields[0]} decides for all of them.`
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
