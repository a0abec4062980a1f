import type { ColumnFacts } from './column-facts'
import type { KindGuess } from './guess-kind'
import { findWord, targetWords, valueWords } from './header-words'
import type { FieldKind } from './schema'

const learnable: readonly FieldKind[] = ['category', 'boolean', 'ordinal', 'integer', 'decimal']
const leastScore = 2

/**
 * The column that a model would most likely predict: by a telling name, few values, and its place at the end. None
 * when that is not much; a wrong target is worse than none.
 */
export function guessTarget(facts: readonly ColumnFacts[], guesses: readonly KindGuess[]): number | undefined {
  if (facts.length < 3) return undefined
  let best: number | undefined
  let most = 0
  facts.forEach((fact, c) => {
    const points = score(fact, guesses[c]!, c === facts.length - 1)
    if (points >= leastScore && points > most) {
      best = c
      most = points
    }
  })
  return best
}

function score(facts: ColumnFacts, { kind }: KindGuess, isLast: boolean): number {
  if (!learnable.includes(kind) || facts.missing > 0.05 * facts.rows) return 0
  const few = facts.distinct <= 20
  const classes = few && (kind === 'category' || kind === 'boolean' || kind === 'ordinal')
  let points = 0
  if (findWord(facts.name, targetWords)) points += few ? 3 : kind === 'category' ? 0 : 1.5
  else if (findWord(facts.name, valueWords) && (kind === 'decimal' || kind === 'integer') && facts.distinct > 50)
    points += 2
  if (isLast) points += facts.distinct <= 10 ? 1.5 : 0.5
  if (points > 0 && (classes || (isLast && countsUp(facts)))) points += 0.5
  return points
}

/** 0, 1, 2, …: class numbers. */
function countsUp({ sorted, distinct }: ColumnFacts): boolean {
  const [low, high] = [sorted[0] ?? -1, sorted[sorted.length - 1] ?? -1]
  return distinct > 2 && (low === 0 || low === 1) && high - low === distinct - 1
}
