import { expect, test } from 'vitest'
import type { AttackStrength, LeakFinding, LeakReport } from '../../core/reports/leak'
import { leakWords } from './leak-words'

const estimate = (value: number) => ({ value, interval: [value - 0.02, value + 0.02] }) as const
const strength = (auc: number): AttackStrength => ({
  rows: [1000, 1000],
  auc: estimate(auc),
  corrected: estimate(auc),
  foundAt1: estimate(0.01),
  foundAt10: estimate(0.1),
  foundAt1Corrected: estimate(0.01),
  advantage: estimate(0),
})

const report = (beyondChance: readonly LeakFinding[]): LeakReport => ({
  rows: { targets: 1000, reference: 2000, synthetic: 5000 },
  membership: [
    { attack: 'distance', knows: 'table', all: strength(0.52), groups: [] },
    { attack: 'model-loss', knows: 'model', all: strength(0.7), groups: [] },
  ],
  guesses: [],
  tests: 22,
  beyondChance,
})

const found = (attack: LeakFinding['attack'], knows: LeakFinding['knows']): LeakFinding => ({
  attack,
  knows,
  figure: 'auc',
  estimate: estimate(0.7),
})

test.each([
  [report([]), /^No attack of this battery beat chance.*0\.520 \(0\.500 to 0\.540\)/],
  [
    report([found('model-loss', 'model')]),
    /^With the table alone, no attack beat chance\. Somebody who also has the fitted model/,
  ],
  [report([found('distance', 'table')]), /^1 comparison of 22 beat.*“Near to a synthetic row” has an AUC of 0\.700/],
])('says what an attacker gains, and promises nothing', (leak, words) => {
  expect(leakWords(leak)).toMatch(words)
  expect(leakWords(leak).toLowerCase()).not.toMatch(/anonym|safe|privacy score/)
})
