import type { Bounded } from '../../metrics/table/utility-kept'
import type { FairnessReport, SensitiveColumn } from '../fairness/fairness-report'
import type { GroupPrivacy } from '../fairness/group-privacy'
import type { ModelFairness } from '../fairness/model-audit'
import type { AttackerKnowledge } from '../leak'
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

const signedPercent = (v: number): string => {
  const text = (100 * Math.abs(v)).toFixed(1)
  return `${Number(text) === 0 ? '±' : v > 0 ? '+' : '−'}${text}`
}
/** Percentage points, with their interval. */
const pointsText = (of: Bounded | undefined): string => `${boundedText(of, signedPercent)} points`

/** The class whose shares are compared; undefined where a number is predicted. */
function outcomeName({ positive, classes }: FairnessReport, { outcomes }: SensitiveColumn): string | undefined {
  if (!classes) return positive
  return outcomes?.outcome === undefined ? '' : className(classes, outcomes.outcome)
}

const className = (classes: readonly string[], k: number) => classes[k] || 'a rare outcome'

export function dataHeads(report: FairnessReport, of: SensitiveColumn): string[] {
  const name = outcomeName(report, of)
  const what = name === undefined ? 'Mean' : name === '' ? 'Outcome' : `“${name}”`
  return [
    'Group',
    'Real rows',
    'Synthetic rows',
    'Ratio',
    `${what}, real`,
    `${what}, synthetic`,
    'Error of columns',
    'As good as real',
  ]
}

export function dataRows(report: FairnessReport, of: SensitiveColumn): string[][] {
  const isNumber = outcomeName(report, of) === undefined
  const outcome = (v: number | undefined) => (v === undefined ? '–' : isNumber ? decimal(v) : percent(v))
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

/** A smaller number of rows would point at single ones. */
const fewestTold = 30

/** What stands out, in words. */
export function columnTexts(of: SensitiveColumn, report: FairnessReport): string[] {
  return [
    representationText(of),
    ...(of.outcomes ? [gapText(of.outcomes, outcomeName(report, of))] : []),
    ...(of.association ? associationTexts(of.association, report.target) : []),
    ...(of.models ? modelTexts(of.models, of.groups, report.classes) : noModelTexts(of, report)),
    ...(of.privacy ? privacyTexts(of.privacy, of.groups, report) : []),
    ...(of.untoldRows > 0
      ? [
          `${of.untoldRows < fewestTold ? `Fewer than ${fewestTold}` : of.untoldRows.toLocaleString('en')} real rows are in groups that are not shown: fewer than 30 rows, or beyond the twelve largest.`,
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

/** Why models are not compared by group. */
function noModelTexts({ column }: SensitiveColumn, { target, positive, classes }: FairnessReport): string[] {
  if (target === undefined || target === column) return []
  const isNumber = positive === undefined && classes === undefined
  return [
    isNumber
      ? `“${target}” is a number: parity and equalised odds of models are told for outcomes only. Choose another column to predict to see them.`
      : 'Models are not compared by group: fewer than two groups have 30 test rows.',
  ]
}

function modelTexts(
  models: NonNullable<SensitiveColumn['models']>,
  groups: SensitiveColumn['groups'],
  classes: FairnessReport['classes'],
) {
  const { synthetic, real, change } = models
  const named = (k: number | undefined) => (classes && k !== undefined ? ` for “${className(classes, k)}”` : '')
  const odds =
    synthetic.odds === undefined || real.odds === undefined
      ? ''
      : ` Errors (equalised odds, the larger difference in hit rate or false-alarm rate): ${percent(synthetic.odds)}${named(synthetic.oddsClass)} against ${percent(real.odds)}${named(real.oddsClass)}, change ${pointsText(change.odds)}.`
  const worst = (of: ModelFairness) => `${groupName(groups[of.worst.group]!)} with ${percent(of.worst.accuracy)}`
  const [made, best] = [percent(synthetic.parity), percent(real.parity)]
  const parity = classes
    ? `A model from synthetic rows gives an outcome to groups at rates up to ${made} apart${named(synthetic.parityClass)}, one from real rows ${best}${named(real.parityClass)} (demographic parity, each outcome against the rest, the widest difference; change ${pointsText(change.parity)}).`
    : `A model from synthetic rows says yes to groups at rates up to ${made} apart, one from real rows ${best} (demographic parity, change ${pointsText(change.parity)}).`
  return [
    `${parity}${odds}`,
    `Least accurate for: ${worst(synthetic)} from synthetic rows, ${worst(real)} from real rows (change of the lowest accuracy ${pointsText(change.worst)}).`,
  ]
}

type Privacy = NonNullable<SensitiveColumn['privacy']>
type Strongest = GroupPrivacy['attacks'][number]

const strongest = ({ attacks }: GroupPrivacy, knows: AttackerKnowledge): Strongest | undefined =>
  attacks
    .filter((own) => own.knows === knows)
    .reduce<Strongest | undefined>((a, b) => (a && a.auc.value >= b.auc.value ? a : b), undefined)

/** Whether attacks find the rows of some groups, and of which. */
function privacyTexts(privacy: Privacy, groups: SensitiveColumn['groups'], { attackTests }: FairnessReport): string[] {
  const told = privacy.flatMap((own, g) => (own ? [{ own, name: groupName(groups[g]!) }] : []))
  if (told.length === 0)
    return ['Attacks by group: no group has 30 attacked rows of both kinds, so nothing is said about any.']
  const found = (knows: AttackerKnowledge) =>
    told.flatMap(({ own, name }) => {
      const beyond = own.attacks.filter((one) => one.knows === knows && one.corrected.interval[0] > 0.5)
      const best = beyond.reduce<Strongest | undefined>((a, b) => (a && a.auc.value >= b.auc.value ? a : b), undefined)
      return best ? [{ name, area: best.auc.value }] : []
    })
  const list = (of: ReturnType<typeof found>) =>
    of
      .toSorted((a, b) => b.area - a.area)
      .map(({ name, area }) => `${name} (AUC ${decimal(area)})`)
      .join(', ')
  const [open, byModel] = [found('table'), found('model')]
  const tests = `${attackTests ?? 0} comparisons taken together`
  const first =
    open.length === 0
      ? `With the synthetic table alone, no attack tells who of a group was learned from better than chance, ${tests}.`
      : `With the synthetic table alone, training rows are told beyond chance in: ${list(open)}, ${tests}.`
  return [
    first,
    ...(byModel.length > 0
      ? [`Somebody who has the fitted model too tells training rows beyond chance in: ${list(byModel)}.`]
      : []),
  ]
}

/** The strongest of several attacks lies a little above .5 by chance. */
export const privacyNote =
  'The strongest of several attacks: .5 is guessing, and the largest of several figures lies a little above it by chance. Intervals are at 95 %, for one figure. Groups with fewer than 30 attacked rows, learned from or not, are not told.'

export const privacyHeads = ['Group', 'Attacked rows', 'AUC with the table alone', 'AUC with the model too']

export function privacyRows({ groups, privacy = [] }: SensitiveColumn): string[][] {
  const area = (own: Strongest | undefined) =>
    own ? boundedText({ value: own.auc.value, interval: own.auc.interval }, decimal) : '–'
  return groups.map((part, g) => {
    const own = privacy[g]
    if (!own) return [groupName(part), 'fewer than 30', '–', '–']
    const [learned, others] = own.rows
    return [
      groupName(part),
      `${learned.toLocaleString('en')} and ${others.toLocaleString('en')} others`,
      area(strongest(own, 'table')),
      area(strongest(own, 'model')),
    ]
  })
}

/** `isBinary`: several classes have no single rate of being said yes to. */
export const modelHeads = (isBinary: boolean): string[] => [
  'Group',
  'Model from',
  'Test rows',
  ...(isBinary ? ['Says yes', 'Hit rate', 'False alarms'] : []),
  'Accuracy',
  'AUC',
  'Calibration error',
]

export function modelRows({ groups, models }: SensitiveColumn, isBinary: boolean): string[][] {
  if (!models) return []
  const shown = (v: number | undefined) => (v === undefined ? '–' : percent(v))
  return groups.flatMap((part, g) =>
    (['synthetic', 'real'] as const).map((side) => {
      const figures = models[side].groups[g]
      const cells = figures
        ? [
            figures.rows.toLocaleString('en'),
            ...(isBinary ? [figures.selected, figures.truePositive, figures.falsePositive].map(shown) : []),
            shown(figures.accuracy),
            figures.auc === undefined ? '–' : decimal(figures.auc),
            shown(figures.calibrationError),
          ]
        : ['fewer than 30', ...Array.from({ length: isBinary ? 6 : 3 }, () => '–')]
      return [groupName(part), side === 'synthetic' ? 'synthetic rows' : 'real rows', ...cells]
    }),
  )
}
