import type { AttackStrength, Estimate, GuessAttackId, LeakReport, MembershipAttackId } from '../leak'
import { decimalText } from './decimal-text'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'

const attackNames: Readonly<Record<MembershipAttackId | GuessAttackId, string>> = {
  distance: 'Distance to the nearest synthetic row',
  'distance-ratio': 'Distance, relative to other real rows',
  'density-ratio': 'Density of synthetic over real rows',
  'monte-carlo': 'Synthetic rows around it',
  classifier: 'Classifier of synthetic against real rows',
  'model-loss': 'Likelihood under the fitted model',
  'singling-out': 'Singling out by one column',
  'singling-out-multivariate': 'Singling out by three columns',
  linkability: 'Linking two halves of a row',
  'attribute-inference': 'Guessing one cell from the others',
}

const score = (v: number) => v.toFixed(3)
const percent = (v: number) => `${decimalText(100 * v, 1)} %`

function estimate({ value, interval: [low, high] }: Estimate, format: (v: number) => string): string {
  return `${format(value)} (${format(low)} – ${format(high)})`
}

/** "Does it leak?": aggregates only. */
export function leakHtml(leak: LeakReport): string {
  const count = (n: number) => n.toLocaleString('en')
  const { targets, reference, synthetic } = leak.rows
  return sectionHtml(
    'Does it leak?',
    paragraphHtml(
      `Attacks on ${count(targets)} training rows and as many control rows, by somebody who has ${count(synthetic)} synthetic rows and ${count(reference)} other real rows. Intervals are at 95 %.`,
    ),
    paragraphHtml(verdict(leak)),
    '<h3>Who was in the training data?</h3>',
    tableHtml(
      [
        'Attack',
        'Attacker has',
        'AUC',
        'Found at 1 % false alarms',
        'Found at 10 %',
        'Advantage',
        'AUC, 5 % most isolated',
      ],
      leak.membership.map(({ attack, knows, all, isolated }) => [
        escapeHtml(attackNames[attack]),
        knows === 'table' ? 'the table' : 'the model too',
        ...strengthCells(all),
        isolated ? estimate(isolated.auc, score) : '–',
      ]),
    ),
    groupsHtml(leak),
    leak.guesses.length > 0 ? guessesHtml(leak) : '',
    ...furtherNotes(leak).map(paragraphHtml),
    paragraphHtml('An audit finds leaks; it cannot rule them out: other attackers may know other things.'),
  )
}

function verdict({ beyondChance, tests, membership }: LeakReport): string {
  const strongest = [...membership]
    .filter(({ knows }) => knows === 'table')
    .sort((a, b) => b.all.auc.value - a.all.auc.value)[0]
  const best = strongest
    ? ` The strongest with the table alone, “${attackNames[strongest.attack]}”, has an AUC of ${estimate(strongest.all.auc, score)}; .5 is guessing.`
    : ''
  if (beyondChance.length === 0)
    return `No attack of this battery beat chance on this table, all ${tests} comparisons taken together.${best}`
  const withTable = beyondChance.filter(({ knows }) => knows === 'table').length
  return `${beyondChance.length} of ${tests} comparisons beat chance by more than their number explains, ${withTable} of them with the table alone.${best}`
}

function strengthCells({ auc, foundAt1, foundAt10, advantage }: AttackStrength): string[] {
  return [estimate(auc, score), ...[foundAt1, foundAt10, advantage].map((figure) => estimate(figure, percent))]
}

function groupsHtml({ membership }: LeakReport): string {
  const rows = membership.flatMap(({ attack, groups }) =>
    groups.map(({ field, level, strength }) => [
      escapeHtml(`${field}: ${level}`),
      escapeHtml(attackNames[attack]),
      estimate(strength.auc, score),
      estimate(strength.foundAt1, percent),
    ]),
  )
  if (rows.length === 0) return ''
  return `<h3>By group</h3>${tableHtml(['Group', 'Attack', 'AUC', 'Found at 1 % false alarms'], rows)}`
}

function guessesHtml({ guesses }: LeakReport): string {
  const rows = guesses.map(({ attack, secret, rate, control, blind, risk, informed }) => [
    escapeHtml(secret === undefined ? attackNames[attack] : `Guessing “${secret}” from the others`),
    estimate(rate, percent),
    estimate(control, percent),
    estimate(blind, percent),
    informed ? estimate(risk, percent) : 'no better than blind',
  ])
  return `<h3>What can be said about people?</h3>${tableHtml(
    ['Statement', 'True of training rows', 'True of control rows', 'Blind', 'Added risk'],
    rows,
  )}`
}

const withMinus = (v: number) => decimalText(v, 1)

/** What the rest of the audit says, a sentence each. */
function furtherNotes({ epsilon, dataCopying, shadow }: LeakReport): string[] {
  return [
    ...(epsilon
      ? [
          `${epsilon.lower === 0 ? 'No claim of differential privacy is refuted: the lower bound of ε is 0.' : `A claim of differential privacy with ε below ${epsilon.lower.toFixed(2)} would be refuted by “${attackNames[epsilon.attack]}”.`} On ${epsilon.rows} rows a faultless attack could refute no claim above ${epsilon.powerLimit.toFixed(2)}.`,
        ]
      : []),
    ...(dataCopying
      ? [
          `Data-copying test (Meehan et al.): C_T = ${withMinus(dataCopying.statistic)} over ${dataCopying.cells} regions, ${withMinus(dataCopying.lowestCell)} in the lowest; below −3 means copying, above 3 rows that lie too far from real ones.`,
        ]
      : []),
    ...(shadow
      ? [
          `Planted rare rows: ${shadow.canaries} were put into half of ${shadow.fits} fits to ${shadow.trainRows} rows each. The output tells which with an AUC of ${estimate(shadow.output, score)}${shadow.model ? `, the model with ${estimate(shadow.model, score)}` : ''}. Smaller tables leak more than the whole one.`,
        ]
      : []),
  ]
}
