import type { Addition } from '../mixing/arms'
import type { MixingReport, MixingVerdict } from '../mixing/mixing-report'
import { boundedText, inSentence, measureNames, percent, signed } from './usefulness-words'

/** Sentences on mixing real and synthetic rows, the same on the screen and in the exported report. */

export const additionNames: Readonly<Record<Addition, string>> = {
  none: 'Real rows alone',
  synthetic: 'Synthetic rows added',
  'fine-tuned': 'Learned from synthetic rows first, then from real ones',
  duplicated: 'Real rows repeated',
  jittered: 'Real rows repeated with noise',
  smote: 'SMOTE: rows between neighbouring real rows',
}

const count = (n: number) => n.toLocaleString('en')
const shareText = (share: number) => percent(share, 0)

export function multipleText(multiple: number): string {
  return multiple === 0 ? '0' : multiple === 0.5 ? '½' : String(multiple)
}

const timesTexts: Readonly<Record<number, string>> = { 0.5: 'half as many', 1: 'as many', 2: 'twice as many' }
const timesText = (multiple: number): string => timesTexts[multiple] ?? `${multiple} times as many`

/** What was tried, and how. */
export function mixingText({ plan, target, measure }: MixingReport): string {
  return `Boosted trees, the same number each time, learn to predict “${target}” from a part of the real rows (up to ${count(plan.rows)}), with and without synthetic rows. For every part the generator is fitted anew on exactly those real rows, so that it knows nothing else. All are scored on the same ${count(plan.testRows)} test rows (${measureNames[measure]}), with ${plan.seeds} seeds. In brackets: 95 % intervals; that of the best amount allows for its being chosen as the best.`
}

/** The answer for one number of real rows. */
export function verdictText(verdict: MixingVerdict, { measure }: MixingReport): string {
  const { best, control, realRows, share } = verdict
  const scope =
    share === 1 ? `With all ${count(realRows)} real rows` : `With ${count(realRows)} real rows (${shareText(share)})`
  const size = boundedText(best.gain, signed)
  const at = `${timesText(best.multiple)} synthetic rows`
  const beside = control
    ? `; beside the best control (${inSentence(additionNames[control.addition])}): ${boundedText(control.difference, signed)}`
    : ''
  switch (verdict.outcome) {
    case 'gain':
      return `${scope}, adding synthetic rows helps: ${measureNames[measure]} ${size} with ${at}${beside}.`
    case 'gain-as-controls':
      return `${scope}, adding synthetic rows helps (${measureNames[measure]} ${size} with ${at}), but not clearly more than rows without a generator would${beside}.`
    case 'no-gain':
      return `${scope}, adding synthetic rows brings no gain that chance would not explain: at best ${measureNames[measure]} ${size}, with ${at}.`
    case 'loss':
      return `${scope}, adding synthetic rows makes models worse, however many: at best ${measureNames[measure]} ${size}, with ${at}.`
  }
}

/** All answers in one. */
export function mixingSummary({ verdicts }: MixingReport): string {
  if (verdicts.length === 0) return 'No answer yet: more models have to be trained.'
  const helped = verdicts.filter(({ outcome }) => outcome === 'gain')
  const whole = verdicts.find(({ share }) => share === 1)
  if (helped.length === 0) {
    const worse = verdicts.every(({ outcome }) => outcome === 'loss')
    return worse
      ? 'Adding synthetic rows made models worse, with few and with many real rows.'
      : 'No gain: for this target, synthetic rows added to real ones did not teach models more than real rows, or copies of them, already do.'
  }
  const most = Math.max(...helped.map(({ realRows }) => realRows))
  if (whole?.outcome === 'gain') return 'Adding synthetic rows helped, even where all real rows were there.'
  return `Adding synthetic rows helped with ${count(most)} real rows or fewer, not with more.`
}

export const mixingHeads = ['Real rows', 'Added', 'Training rows', 'Score', 'Gain over real rows alone']

/** The table behind the picture. */
export const mixingRows = ({ arms, plan }: MixingReport, write: (v: number) => string): string[][] =>
  arms.map(({ share, addition, multiple, trainRows, score, gain }) => [
    `${count(Math.round(share * plan.rows))} (${shareText(share)})`,
    addition === 'none' ? additionNames[addition] : `${additionNames[addition]}, × ${multipleText(multiple)}`,
    count(trainRows),
    boundedText(score, write),
    boundedText(gain, signed),
  ])
