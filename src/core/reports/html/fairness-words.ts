import type { Bounded } from '../../metrics/table/utility-kept'
import type { FairnessReport, SensitiveColumn } from '../fairness/fairness-report'
import type { ModelFairness } from '../fairness/model-audit'
import { boundedText, decimal, percent, signed } from './usefulness-words'

/** Sentences on fairness, the same on the screen and in the exported report. */

export const fairnessIntro =
  'Does the synthetic table treat groups of people as the real one does? It is no proof of fairness: real data may be unfair themselves, and a faithful table repeats that.'

export function groupName(part: SensitiveColumn['groups'][number]): string {
  if (part.is === 'missing') return 'missing'
  if (part.is === 'level') return part.level
  if (part.above === undefined) return `up to ${part.upTo ?? ''}`
  return part.upTo === undefined ? `above ${part.above}` : `${part.above} to ${part.upTo}`
}

const signedPercent = (v: number): string => `${v > 0 ? '+' : v < 0 ? '−' : '±'}${(100 * Math.abs(v)).toFixed(1)}`
/** Percentage points, with their interval. */
const pointsText = (of: Bounded | undefined): string => `${boundedText(of, signedPercent)} points`

export const dataHeads = (report: FairnessReport): string[] => [
  'Group',
  'Real rows',
  'Synthetic rows',
  'Ratio',
  report.positive === undefined ? 'Mean, real' : `“${report.positive}”, real`,
  report.positive === undefined ? 'Mean, synthetic' : `“${report.positive}”, synthetic`,
  'Error of columns',
  'As good as real',
]

export function dataRows({ positive }: FairnessReport, of: SensitiveColumn): string[][] {
  const outcome = (v: number | undefined) => (v === undefined ? '–' : positive === undefined ? decimal(v) : percent(v))
  return of.groups.map((part, g) => {
    const { realShare, syntheticShare, ratio } = of.representation[g]!
    const { synthetic, control } = of.fidelity[g]!
    return [
      groupName(part),
      percent(realShare),
      percent(syntheticShare),
      boundedText(ratio, (v) => v.toFixed(2)),
      outcome(of.outcomes?.real[g]),
      outcome(of.outcomes?.synthetic[g]),
      synthetic.kind === 'value' ? percent(synthetic.value) : 'too few rows',
      control.kind === 'value' ? percent(control.value) : 'too few rows',
    ]
  })
}

/** What stands out, in words. */
export function columnTexts(of: SensitiveColumn, { positive, target }: FairnessReport): string[] {
  return [
    representationText(of),
    ...(of.outcomes ? [gapText(of.outcomes, positive)] : []),
    ...(of.association ? associationTexts(of.association, target) : []),
    ...(of.models ? modelTexts(of.models, of.groups) : []),
    ...(of.untoldRows > 0
      ? [
          `${of.untoldRows.toLocaleString('en')} real rows are in groups that are not shown: fewer than 30 rows, or beyond the twelve largest.`,
        ]
      : []),
  ]
}

function representationText({ groups, representation }: SensitiveColumn): string {
  const off = representation.flatMap(({ ratio }, g) =>
    ratio.interval![0] > 1 || ratio.interval![1] < 1 ? [`${groupName(groups[g]!)} (× ${ratio.value.toFixed(2)})`] : [],
  )
  if (off.length === 0) return 'Every group is as frequent as in the real table, as far as chance lets one tell.'
  return `Not as frequent as in the real table, beyond chance: ${off.join(', ')}.`
}

function gapText(
  { gap, amplification }: NonNullable<SensitiveColumn['outcomes']>,
  positive: string | undefined,
): string {
  const write = positive === undefined ? decimal : (v: number) => percent(v)
  const change = positive === undefined ? boundedText(amplification, signed) : pointsText(amplification)
  const what =
    positive === undefined ? 'The means of groups differ' : `The shares of “${positive}” differ between groups`
  const beside = `${what} by up to ${write(gap.real)} in the real and ${write(gap.synthetic)} in the synthetic table`
  const [low, high] = amplification.interval ?? [amplification.value, amplification.value]
  const verdict = low > 0 ? 'it widens the gap' : high < 0 ? 'it narrows the gap' : 'chance explains the change'
  return `${beside}: ${verdict} (${change}).`
}

function associationTexts(
  { real, synthetic }: NonNullable<SensitiveColumn['association']>,
  target: string | undefined,
) {
  if (real.kind !== 'value' || synthetic.kind !== 'value') return []
  return [
    `Link between group and “${target ?? ''}” (Cramér’s V, 0 none, 1 complete): ${decimal(real.value)} in the real, ${decimal(synthetic.value)} in the synthetic table.`,
  ]
}

function modelTexts(models: NonNullable<SensitiveColumn['models']>, groups: SensitiveColumn['groups']): string[] {
  const { synthetic, real, change } = models
  const odds =
    synthetic.odds === undefined || real.odds === undefined
      ? ''
      : ` Errors (equalised odds, the larger difference in hit rate or false-alarm rate): ${percent(synthetic.odds)} against ${percent(real.odds)}, change ${pointsText(change.odds)}.`
  const worst = (of: ModelFairness) => `${groupName(groups[of.worst.group]!)} with ${percent(of.worst.accuracy)}`
  return [
    `A model from synthetic rows says yes to groups at rates up to ${percent(synthetic.parity)} apart, one from real rows ${percent(real.parity)} (demographic parity, change ${pointsText(change.parity)}).${odds}`,
    `Least accurate for: ${worst(synthetic)} from synthetic rows, ${worst(real)} from real rows (change of the lowest accuracy ${pointsText(change.worst)}).`,
  ]
}

export const modelHeads = [
  'Group',
  'Model from',
  'Test rows',
  'Says yes',
  'Hit rate',
  'False alarms',
  'Accuracy',
  'AUC',
  'Calibration error',
]

export function modelRows({ groups, models }: SensitiveColumn): string[][] {
  if (!models) return []
  const shown = (v: number | undefined) => (v === undefined ? '–' : percent(v))
  return groups.flatMap((part, g) =>
    (['synthetic', 'real'] as const).map((side) => {
      const figures = models[side].groups[g]
      const cells = figures
        ? [
            figures.rows.toLocaleString('en'),
            ...[figures.selected, figures.truePositive, figures.falsePositive, figures.accuracy].map(shown),
            figures.auc === undefined ? '–' : decimal(figures.auc),
            shown(figures.calibrationError),
          ]
        : ['fewer than 30', '–', '–', '–', '–', '–', '–']
      return [groupName(part), side === 'synthetic' ? 'synthetic rows' : 'real rows', ...cells]
    }),
  )
}
