import { monthNames, weekdayNames } from './calendar'

/** Words with an order, lowest first. Words of one place (in brackets) mean the same. */
const scales: readonly (readonly (string | readonly string[])[])[] = [
  monthNames.map((name, i) => [name, name.slice(0, 3), ...(i === 8 ? ['sept'] : [])]),
  weekdayNames.map((name, i) => [name, name.slice(0, 3), ...(i === 1 ? ['tues'] : i === 3 ? ['thur', 'thurs'] : [])]),
  [
    ['none', 'no', 'zero'],
    ['very low', 'minimal'],
    'low',
    ['medium', 'moderate', 'mid', 'normal', 'average'],
    'high',
    ['very high', 'severe'],
    ['extreme', 'critical'],
  ],
  ['none', 'mild', 'moderate', 'severe', 'critical'],
  [
    ['xxs', 'tiny'],
    ['xs', 'extra small', 'very small'],
    ['s', 'small'],
    ['m', 'medium', 'regular'],
    ['l', 'large', 'big'],
    ['xl', 'extra large', 'very large'],
    ['xxl', '2xl', 'huge'],
    ['xxxl', '3xl'],
  ],
  [
    ['terrible', 'very poor', 'very bad'],
    ['poor', 'bad'],
    ['fair', 'average', 'ok', 'okay', 'typical'],
    ['good'],
    ['very good'],
    ['premium'],
    ['excellent', 'ideal', 'perfect', 'outstanding'],
  ],
  [
    ['never', 'not at all'],
    ['rarely', 'seldom'],
    ['sometimes', 'occasionally'],
    ['often', 'frequently', 'usually'],
    'always',
  ],
  [
    ['strongly disagree', 'totally disagree'],
    ['disagree', 'somewhat disagree'],
    ['neutral', 'neither agree nor disagree', 'undecided'],
    ['agree', 'somewhat agree'],
    ['strongly agree', 'totally agree'],
  ],
  [
    ['very dissatisfied', 'very unsatisfied'],
    ['dissatisfied', 'unsatisfied'],
    'neutral',
    'satisfied',
    'very satisfied',
  ],
  ['bronze', 'silver', 'gold', 'platinum', 'diamond'],
  ['free', 'basic', 'standard', 'premium', 'enterprise'],
  ['junior', 'mid', 'senior', 'lead', 'principal'],
  [
    ['first', '1st'],
    ['second', '2nd'],
    ['third', '3rd'],
    ['fourth', '4th'],
    ['fifth', '5th'],
    ['sixth', '6th'],
  ],
  [
    ['child', 'infant'],
    ['teen', 'teenager', 'adolescent'],
    ['young adult', 'youth'],
    ['adult', 'middle aged', 'middle-aged'],
    ['senior', 'elderly'],
  ],
  ['cold', 'cool', 'mild', 'warm', 'hot'],
]

const ranked = scales.map(
  (scale) => new Map(scale.flatMap((place, rank) => [place].flat().map((word) => [word.toLowerCase(), rank]))),
)

/**
 * The levels from lowest to highest when they are words of a known scale or bands of numbers ('16 to 17', 'more than
 * 8', 'under 6 months'). A few stray levels (at most 1 % of the rows) go first.
 */
export function guessOrder(levels: readonly string[], counts: readonly number[]): readonly string[] | undefined {
  if (levels.length < 3 || levels.length > 60) return undefined
  const rows = counts.reduce((sum, count) => sum + count, 0)
  for (const rankOf of [...ranked.map((scale) => (level: string) => scale.get(plain(level))), bandOf]) {
    const ranks = levels.map(rankOf)
    const known = levels.filter((_, i) => ranks[i] !== undefined)
    const strays = counts.reduce((sum, count, i) => (ranks[i] === undefined ? sum + count : sum), 0)
    if (known.length < 3 || strays > 0.01 * rows || known.length < levels.length - 1) continue
    if (rankOf === bandOf && !areBands(known)) continue
    const keys = levels.map((level, i) => ({ level, rank: ranks[i] ?? Number.NEGATIVE_INFINITY }))
    return keys.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0)).map(({ level }) => level)
  }
  return undefined
}

const plain = (level: string) => level.trim().toLowerCase().replace(/[_-]+/g, ' ')

const units: Readonly<Record<string, number>> = {
  day: 1 / 365.25,
  week: 7 / 365.25,
  month: 1 / 12,
  year: 1,
  yr: 1,
  hour: 1 / 8766,
  minute: 1 / 525960,
}
const band =
  /^(?:(less than|under|below|up to|<=?|≤|more than|over|above|at least|>=?|≥) ?)?\$?(\d[\d,]*(?:\.\d+)?)(?: ?(?:-|–|to) ?\$?(\d[\d,]*(?:\.\d+)?))?( ?(?:\+|or more|and (?:over|above|older|more)|or less|and under))? ?([a-z%$€]+)?$/

/** Where a band begins, in years where it names a time; undefined when the text is no band. */
function bandOf(level: string): number | undefined {
  const text = level.trim().toLowerCase()
  if (/^(none|new|no change|no|zero|nil)$/.test(text)) return -1
  const match = band.exec(text)
  if (!match) return undefined
  const [, before, from, , after, unit = ''] = match
  const number = Number(from!.replace(/,/g, ''))
  const factor = units[unit.replace(/s$/, '')] ?? 1
  const below = before !== undefined && /^(less|under|below|up|<|≤)/.test(before)
  const above = (before !== undefined && !below) || (after !== undefined && !/less|under/.test(after))
  return number * factor + (below ? -1e-3 * (1 + number * factor) : above ? 1e-3 * (1 + number * factor) : 0)
}

/** Plain numbers and codes are no bands: half of the levels say a range, a bound or a unit, and the unit is one. */
function areBands(levels: readonly string[]): boolean {
  const said = levels.filter((level) => /\d/.test(level) && !/^[\d.,]+$/.test(level.trim()))
  const named = levels.map((level) => (band.exec(level.trim().toLowerCase())?.[5] ?? '').replace(/s$/, ''))
  const foreign = new Set(named.filter((unit) => unit !== '' && units[unit] === undefined))
  return said.length >= levels.length / 2 && foreign.size <= 1
}
