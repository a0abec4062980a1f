import { decimalText } from '../../core/reports/html/decimal-text'
import type {
  Estimate,
  GuessAttackId,
  GuessReport,
  LeakFinding,
  LeakReport,
  MembershipAttackId,
  MembershipReport,
} from '../../core/reports/leak'

import { formatCount, formatQuantity } from '../../ui/format'
import { scoreText } from './report-words'

const attackWords: Readonly<Record<MembershipAttackId | GuessAttackId, string>> = {
  distance: 'Near to a synthetic row',
  'distance-ratio': 'Nearer to synthetic than to other real rows',
  'density-ratio': 'More synthetic than real rows around it',
  'monte-carlo': 'Many synthetic rows around it',
  classifier: 'A classifier takes it for synthetic',
  'model-loss': 'Likely under the fitted model',
  'singling-out': 'One column singles somebody out',
  'singling-out-multivariate': 'Three columns single somebody out',
  linkability: 'Two halves of a row are joined',
  'attribute-inference': 'One cell is guessed from the others',
}

export const percentText = (share: number): string => `${decimalText(100 * share, 1)} %`

/** 0.512 (0.497 to 0.527) */
export const estimateText = ({ value, interval: [low, high] }: Estimate, write: (v: number) => string): string =>
  `${write(value)} (${write(low).replace(' %', '')} to ${write(high)})`

export const attackName = ({ attack, knows }: Pick<MembershipReport, 'attack' | 'knows'>): string =>
  knows === 'table' ? attackWords[attack] : `${attackWords[attack]} (with the model)`

/** Who attacked, and with what. */
export const attackerWords = ({ rows }: LeakReport): string =>
  `Attacks on ${formatQuantity(rows.targets, 'training row')} and as many control rows, by somebody who has ${formatQuantity(rows.synthetic, 'synthetic row')} and ${formatCount(rows.reference)} other real rows`

export function leakWords(leak: LeakReport): string {
  const { beyondChance, tests, membership } = leak
  const strongest = membership
    .filter(({ knows }) => knows === 'table')
    .sort((a, b) => b.all.auc.value - a.all.auc.value)[0]
  const best = strongest
    ? `The strongest attack with the table alone reaches an AUC of ${estimateText(strongest.all.auc, scoreText)}; 0.5 is guessing.`
    : ''
  if (beyondChance.length === 0)
    return `No attack of this battery beat chance on this table, all ${formatQuantity(tests, 'comparison')} taken together. ${best}`
  const open = beyondChance.filter(({ knows }) => knows === 'table')
  if (open.length === 0)
    return `With the table alone, no attack beat chance. Somebody who also has the fitted model can tell training rows better than chance: share the table, not the project file. ${best}`
  return `${formatQuantity(open.length, 'comparison')} of ${formatCount(tests)} beat chance with the table alone, by more than their number explains: ${findingWords(open[0]!)}. ${best}`
}

function findingWords({ attack, figure, estimate, secret }: LeakFinding): string {
  const name = secret === undefined ? `“${attackWords[attack]}”` : `guessing “${secret}”`
  switch (figure) {
    case 'auc':
      return `${name} has an AUC of ${scoreText(estimate.value)}`
    case 'auc-isolated':
      return `${name} has an AUC of ${scoreText(estimate.value)} for the most isolated rows`
    case 'found-at-1':
      return `${name} finds ${percentText(estimate.value)} of training rows at 1 % false alarms`
    case 'risk':
      return `${name} adds a risk of ${percentText(estimate.value)}`
  }
}

export const guessName = ({ attack, secret }: GuessReport): string =>
  secret === undefined ? attackWords[attack] : `“${secret}” is guessed from the others`

/** The rest of the audit, a sentence each. */
export function furtherWords({ epsilon, dataCopying, shadow }: LeakReport): string[] {
  return [
    ...(dataCopying
      ? [
          `Data-copying test: C_T = ${decimalText(dataCopying.statistic, 1)} (${decimalText(dataCopying.lowestCell, 1)} in the lowest of ${formatQuantity(dataCopying.cells, 'region')}). Below −3 means copying; above 3, rows that lie too far from real ones.`,
        ]
      : []),
    ...(shadow
      ? [
          `Planted rare rows: ${formatCount(shadow.canaries)} were put into half of ${formatCount(shadow.fits)} fits to ${formatQuantity(shadow.trainRows, 'row')} each. The synthetic rows tell which with an AUC of ${estimateText(shadow.output, scoreText)}${shadow.model ? `, the model with ${estimateText(shadow.model, scoreText)}` : ''}. Small tables leak more than whole ones.`,
        ]
      : []),
    ...(epsilon
      ? [
          `${epsilon.lower === 0 ? 'No claim of differential privacy is refuted here: the lower bound of ε is 0.' : `A claim of differential privacy with ε below ${epsilon.lower.toFixed(2)} would be refuted here.`} With ${formatQuantity(epsilon.rows, 'row')} on each side, even a faultless attack could refute none above ${epsilon.powerLimit.toFixed(2)}: this bound can show a leak, never its absence.`,
        ]
      : []),
  ]
}
