import type { Random } from '../random'

/** One way in which ids are built: literal text, choices that many ids share, and runs of characters made fresh. */
export interface IdTemplate {
  /** Train rows of this shape. */
  readonly weight: number
  readonly slots: readonly IdSlot[]
  /** Whether the digits end in a Luhn check digit (which the slots leave out). */
  readonly luhn: boolean
}

type IdSlot =
  | { readonly is: 'literal'; readonly text: string }
  /** Drawn by frequency. */
  | { readonly is: 'choice'; readonly texts: readonly string[]; readonly counts: readonly number[] }
  /** Per position the characters to choose from. */
  | { readonly is: 'fresh'; readonly alphabets: readonly string[] }

const mostChoices = 60

/** The shapes that at least `minimumCount` ids have; the others follow the most frequent shape. */
export function learnTemplates(ids: readonly string[], minimumCount: number): IdTemplate[] {
  const byShape = new Map<string, string[]>()
  for (const id of ids) {
    const shape = shapeOf(id)
    const group = byShape.get(shape)
    if (group) group.push(id)
    else byShape.set(shape, [id])
  }
  const groups = [...byShape.values()].sort((a, b) => b.length - a.length).filter((g) => g.length >= minimumCount)
  return groups.slice(0, 50).map((group) => learnTemplate(group, minimumCount))
}

/** Letters and digits alike as x: a hex id has one shape, however its digits and letters fall. */
const shapeOf = (id: string) => id.replace(/[\p{L}\p{N}]/gu, 'x')

function learnTemplate(ids: readonly string[], minimumCount: number): IdTemplate {
  const luhn = ids.filter((id) => hasLuhnDigit(id)).length >= ids.length * 0.99
  const bodies = luhn ? ids.map((id) => id.slice(0, -1)) : ids
  const parts = bodies.map((id) => id.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? [])
  const slots = parts[0]!.map(
    (_, p): IdSlot =>
      learnSlot(
        parts.map((each) => each[p]!),
        minimumCount,
      ),
  )
  return { weight: ids.length, slots: slots.some((slot) => slot.is === 'fresh') ? slots : [...slots, counter], luhn }
}

const digits = '0123456789'
const counter: IdSlot = { is: 'fresh', alphabets: new Array<string>(6).fill(digits) }

function learnSlot(texts: readonly string[], minimumCount: number): IdSlot {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= minimumCount).sort((a, b) => b[1] - a[1])
  const covered = kept.reduce((sum, [, count]) => sum + count, 0)
  if (kept.length === 1 && covered >= texts.length * 0.99) return { is: 'literal', text: kept[0]![0] }
  if (kept.length <= mostChoices && covered >= texts.length * 0.99) {
    return { is: 'choice', texts: kept.map(([text]) => text), counts: kept.map(([, count]) => count) }
  }
  const width = texts[0]!.length
  return { is: 'fresh', alphabets: Array.from({ length: width }, (_, at) => alphabetAt(texts, at, minimumCount)) }
}

/** The characters seen at a position, completed to the class they come from unless they are few and each frequent. */
function alphabetAt(texts: readonly string[], at: number, minimumCount: number): string {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text[at]!, (counts.get(text[at]!) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= Math.max(minimumCount, texts.length / 200))
  const covered = kept.reduce((sum, [, count]) => sum + count, 0)
  const seen = kept.map(([char]) => char).sort()
  if (seen.length > 0 && covered >= texts.length * 0.99) return seen.join('')
  return classOf([...counts.keys()])
}

const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const classes = [
  digits,
  lower,
  upper,
  `${digits}abcdef`,
  `${digits}ABCDEF`,
  digits + lower,
  digits + upper,
  lower + upper,
]

function classOf(chars: readonly string[]): string {
  return classes.find((set) => chars.every((char) => set.includes(char))) ?? digits + lower + upper
}

const mostIndexed = 2 ** 50

/** Number of ids that an index tells apart: at least 2⁵⁰ means enough, further positions are then drawn freely. */
export function spaceOf(template: IdTemplate): number {
  let size = 1
  const alphabets = template.slots.flatMap((slot) => (slot.is === 'fresh' ? slot.alphabets : []))
  for (let i = alphabets.length - 1; i >= 0 && size < mostIndexed; i--) size *= alphabets[i]!.length
  return Math.min(size, 2 ** 52)
}

/** Opens positions to their whole class, last ones first, then lengthens, until there is room for `needed` ids. */
export function widen(template: IdTemplate, needed: number): IdTemplate {
  const enough = Math.min(needed, mostIndexed)
  const slots = template.slots.map((slot) => (slot.is === 'fresh' ? { ...slot, alphabets: [...slot.alphabets] } : slot))
  const wide = { ...template, slots }
  const fresh = slots.filter((slot) => slot.is === 'fresh')
  for (const slot of [...fresh].reverse()) {
    for (let at = slot.alphabets.length - 1; at >= 0 && spaceOf(wide) < enough; at--) {
      slot.alphabets[at] = openedAt(slot.alphabets[at]!, at)
    }
  }
  while (spaceOf(wide) < enough) fresh.at(-1)!.alphabets.push(classOf([...fresh.at(-1)!.alphabets.at(-1)!]))
  return wide
}

/** A number that never began with a zero goes on so. */
function openedAt(alphabet: string, at: number): string {
  const opened = classOf([...alphabet])
  return at === 0 && opened === digits && !alphabet.includes('0') ? digits.slice(1) : opened
}

/** Writes the id number `index` of the space (its last fresh position counts fastest); choices are drawn. */
export function writeId(template: IdTemplate, index: number, random: Random): string {
  let rest = index
  let told = 1
  const fresh = (alphabet: string) => {
    if (told >= mostIndexed) return alphabet[random.below(alphabet.length)]!
    const char = alphabet[rest % alphabet.length]!
    rest = Math.floor(rest / alphabet.length)
    told *= alphabet.length
    return char
  }
  let text = ''
  for (let s = template.slots.length - 1; s >= 0; s--) {
    const slot = template.slots[s]!
    if (slot.is === 'literal') text = slot.text + text
    else if (slot.is === 'choice') text = draw(slot, random) + text
    else for (let at = slot.alphabets.length - 1; at >= 0; at--) text = fresh(slot.alphabets[at]!) + text
  }
  return template.luhn ? text + luhnDigit(text) : text
}

/** The shape that the template writes, as {@link learnTemplates} tells shapes apart. */
export function templateShape({ slots, luhn }: IdTemplate): string {
  const texts = slots.map((slot) => {
    if (slot.is === 'fresh') return 'x'.repeat(slot.alphabets.length)
    return shapeOf(slot.is === 'literal' ? slot.text : slot.texts[0]!)
  })
  return texts.join('') + (luhn ? 'x' : '')
}

function draw(slot: Extract<IdSlot, { is: 'choice' }>, random: Random): string {
  let at = random.uniform() * slot.counts.reduce((a, b) => a + b, 0)
  for (let i = 0; i < slot.texts.length; i++) {
    at -= slot.counts[i]!
    if (at < 0) return slot.texts[i]!
  }
  return slot.texts[slot.texts.length - 1]!
}

/** The digit that makes the digits of `text` pass (ISO/IEC 7812-1, annex B). */
export function luhnDigit(text: string): string {
  let sum = 0
  let double = true
  for (let i = text.length - 1; i >= 0; i--) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) continue
    const twice = digit * 2
    sum += double ? (twice > 9 ? twice - 9 : twice) : digit
    double = !double
  }
  return String((10 - (sum % 10)) % 10)
}

function hasLuhnDigit(id: string): boolean {
  return /^[\d -]{10,}\d$/.test(id) && luhnDigit(id.slice(0, -1)) === id.at(-1)
}
