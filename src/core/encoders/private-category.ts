import type { Field } from '../schema/schema'
import type { NumberFormat } from '../table/table'
import { createBloom } from './bloom'
import type { CategoryState } from './category'
import type { Spellings } from './missing'
import type { RareTexts } from './rare-texts'
import { learnText } from './text-model'

/** Levels that are public or were released, with noisy rows. */
export interface ReleasedLevels {
  readonly levels: readonly string[]
  /** May be below 0. */
  readonly counts: readonly number[]
  /** Noisy rows of all levels that were not released; 0 when there seem to be none. */
  readonly rest: number
  readonly spellings: Spellings
  /** Of each count. */
  readonly sigma: number
}

/** A count stands out of its noise from this many standard deviations on. */
const significant = 3
/** More levels than this share codes. */
const mostCodes = 48

/** Writes one word, whatever is asked. */
const others: RareTexts = { templates: [], source: createBloom([], 1), text: learnText(['other'], [100], 1) }

/** The state of a category's encoder from what was released of it, and how many cells stand behind each code. */
export function privateCategoryState(
  field: Field,
  format: NumberFormat | undefined,
  { levels, counts, rest, spellings, sigma }: ReleasedLevels,
): { readonly state: CategoryState; readonly cells: readonly number[] } {
  const order = new Map(field.order?.map((level, i) => [level, i]))
  const place = (i: number) => order.get(levels[i]!) ?? order.size
  const all = levels.map((_, i) => i)
  const byCount = [...all].sort((a, b) => counts[b]! - counts[a]! || (levels[a]! < levels[b]! ? -1 : 1))
  const own = byCount.slice(0, mostCodes).filter((i) => counts[i]! >= significant * sigma)
  const shared = byCount.filter((i) => !own.includes(i))
  if (field.kind === 'ordinal') own.sort((a, b) => place(a) - place(b))
  const listed = [...own, ...shared]
  const ownCounts = own.map((i) => counts[i]!)
  const sharedCount = shared.reduce((sum, i) => sum + counts[i]!, 0)
  const codeCounts = [...ownCounts, ...(shared.length > 0 ? [Math.max(0, sharedCount)] : [])]
  const hasPool = rest > 0 && listed.length > 0
  if (hasPool) codeCounts.push(rest)
  const fullest = codeCounts.reduce((best, count, i) => (count > codeCounts[best]! ? i : best), 0)
  return {
    state: {
      encoder: 'category',
      name: field.name,
      scale: field.kind === 'ordinal' ? 'ordinal' : 'nominal',
      spellings,
      levels: listed.map((i) => levels[i]!),
      // What shares a code comes out as often as its noisy count says.
      levelCounts: listed.map((i) => Math.max(1, counts[i]!)),
      codeOf: listed.map((_, at) => Math.min(at, own.length)),
      rareCode: hasPool ? codeCounts.length - 1 : fullest,
      hasPool,
      // Where it is most of the column, the few released levels can't speak for it.
      ...(hasPool && !format && rest > codeCounts.reduce((sum, count) => sum + count, 0) / 2 ? { made: others } : {}),
      counts: codeCounts,
      ...(format ? { format } : {}),
    },
    cells: [
      ...ownCounts.map(() => 1),
      ...(shared.length > 0 ? [shared.length] : []),
      // The rest is the noisy number of rows less every level.
      ...(hasPool ? [levels.length + 2] : []),
    ],
  }
}
