import { permutation, type Random } from '../random'

/** Places of pictures by what they are for. */
export interface PictureSplit {
  readonly train: Int32Array
  /** Steers early stopping and choice, never weights. */
  readonly control: Int32Array
  /** Read by the report only. */
  readonly test: Int32Array
}

const testShare = 0.15
const controlShare = 0.05
const leastControl = 30
const mostControl = 500

export interface GivenParts {
  /** Per picture what its folder says, as far as folders say it: pictures for testing are kept for it. */
  readonly parts?: readonly ('train' | 'validation' | 'test')[]
  /** Per picture the first one that it repeats, or itself: they stay in one part. */
  readonly copies?: Int32Array
}

/**
 * Class by class, so that each part has its share of all; where no folder says what is for testing, a share of the pictures
 * is held out. Control is never more than a fifth of a small set.
 */
export function splitPictures(labels: Int32Array, { parts, copies }: GivenParts, random: Random): PictureSplit {
  const isGiven = parts?.includes('test') ?? false
  const isHeld = (place: number) => isGiven && parts![place] === 'test'
  const leaderOf = (place: number) => copies?.[place] ?? place
  const learned = [...labels.keys()].filter((place) => !isHeld(place) && leaderOf(place) === place)
  const byClass = new Map<number, number[]>()
  for (const i of permutation(learned.length, random)) {
    const place = learned[i]!
    const own = byClass.get(labels[place]!) ?? []
    own.push(place)
    byClass.set(labels[place]!, own)
  }
  const wished = Math.max(leastControl, Math.min(mostControl, controlShare * learned.length))
  const share = Math.min(0.2, wished / Math.max(1, learned.length))
  const [control, test]: [number[], number[]] = [[], []]
  for (const [, places] of [...byClass].sort(([a], [b]) => a - b)) {
    const tests = isGiven ? 0 : Math.round(testShare * places.length)
    const controls = Math.round(share * (places.length - tests))
    test.push(...places.slice(0, tests))
    control.push(...places.slice(tests, tests + controls))
  }
  const partOf = new Map<number, 'control' | 'test'>()
  for (const place of control) partOf.set(place, 'control')
  for (const place of test) partOf.set(place, 'test')
  const own = (place: number) => (isHeld(place) ? 'test' : (partOf.get(leaderOf(place)) ?? 'train'))
  const all = Int32Array.from(labels.keys())
  const members = (part: 'train' | 'control' | 'test') => all.filter((place) => own(place) === part)
  return { train: members('train'), control: members('control'), test: members('test') }
}
