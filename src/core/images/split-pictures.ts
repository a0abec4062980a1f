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

/**
 * Class by class, so that each part has its share of all. `given`: places that are for testing already; without them a
 * share of the pictures is held out. Control is never more than a fifth of a small set.
 */
export function splitPictures(labels: Int32Array, given: Int32Array | undefined, random: Random): PictureSplit {
  const held = new Set(given ?? [])
  const learned = [...labels.keys()].filter((place) => !held.has(place))
  const byClass = new Map<number, number[]>()
  for (const i of permutation(learned.length, random)) {
    const place = learned[i]!
    const own = byClass.get(labels[place]!) ?? []
    own.push(place)
    byClass.set(labels[place]!, own)
  }
  const wished = Math.max(leastControl, Math.min(mostControl, controlShare * learned.length))
  const share = Math.min(0.2, wished / Math.max(1, learned.length))
  const [train, control, test]: [number[], number[], number[]] = [[], [], []]
  for (const [, places] of [...byClass].sort(([a], [b]) => a - b)) {
    const tests = given ? 0 : Math.round(testShare * places.length)
    const controls = Math.round(share * (places.length - tests))
    test.push(...places.slice(0, tests))
    control.push(...places.slice(tests, tests + controls))
    train.push(...places.slice(tests + controls))
  }
  const sorted = (places: readonly number[]) => Int32Array.from(places).sort()
  return { train: sorted(train), control: sorted(control), test: sorted(given ? [...given] : test) }
}
