import { type Candidate, isTarget, type NumericField, withinRounding } from './formula'
import type { Factor, Formula } from './relation'

const mostFields = 20
const probes = 24
const fewestProbes = 12
const mostFactors = 3
/** Ways in which one column can be a factor. */
const mostForms = 4

/**
 * Products of two or three factors that are no plain product of two, plus or minus one more column:
 * quantity · price · (1 − discount) + shipping, amount · (1 + rate / 100), revenue − quantity · cost. A factor is a
 * column as it is, a part of one (x, 1 ± x) or a percentage (x / 100, 1 ± x / 100); at least one is as it is. Searched
 * on a few rows that can tell, each form left at its second miss. `known`: targets of formulas found before.
 */
export function factorFormulas(
  all: readonly NumericField[],
  sample: Uint32Array,
  known: ReadonlySet<string>,
): Candidate[] {
  const fields = all.filter(({ isNumber }) => isNumber).slice(0, mostFields)
  const telling = fields.map((field) => tellingBits(field, sample))
  const forms = fields.map((field) => formsOf(field, sample))
  const found: Candidate[] = []
  // Used for one group of columns after the other: new arrays for each would cost more than the search.
  const room = Array.from({ length: mostFactors }, () =>
    Array.from({ length: mostForms }, () => new Float64Array(probes)),
  )
  fields.forEach((target, t) => {
    if (!isTarget(target) || known.has(target.name)) return
    for (const group of groupsOf(fields.length, t)) {
      const rows = commonRows([telling[t]!, ...group.map((g) => telling[g]!)], sample)
      if (rows.length < fewestProbes) continue
      const probe = { rows, own: Float64Array.from(rows, (row) => target.values[row]!), places: target.places }
      const others = fields.filter((_, f) => f !== t && !group.includes(f))
      const parts = group.map((g, place) =>
        forms[g]!.map((factor, f) => ({ factor, values: linearOn(fields[g]!.values, factor, rows, room[place]![f]!) })),
      )
      for (const form of fitting(probe, parts, others)) found.push({ target, formula: formulaOf(form) })
    }
  })
  return found
}

interface Probe {
  readonly rows: readonly number[]
  /** The target at the probed rows, and how many decimals it is rounded to. */
  readonly own: Float64Array
  readonly places: number
}

interface Part {
  readonly factor: Factor
  /** At the probed rows; what follows them has no meaning. */
  readonly values: Float64Array
}

interface Form {
  readonly parts: readonly Part[]
  readonly sign: 1 | -1
  readonly added?: { readonly of: NumericField; readonly factor: 1 | -1 }
}

const signs = [
  [1, 1],
  [1, -1],
  [-1, 1],
] as const

/** The forms that fit the target, none of whose parts could be left out. `forms`: for each field of the product. */
function fitting(probe: Probe, forms: readonly (readonly Part[])[], others: readonly NumericField[]): Form[] {
  const found: Form[] = []
  const consider = (form: Form) => {
    if (fits(probe, form) && !isShort(probe, form)) found.push(form)
  }
  const half = 0.501 * 10 ** -probe.places
  for (const parts of combinations(forms)) {
    // A plain product of two is searched elsewhere.
    if (parts.length > 2 || !parts.every(({ factor }) => isPlain(factor))) consider({ parts, sign: 1 })
    for (const { sign, added } of reachable(probe, parts, others, half)) consider({ parts, sign, added })
  }
  return found
}

/** Columns and signs that bring the product to within `half` a step of the target in two of the first three rows. */
function reachable({ own, rows }: Probe, parts: readonly Part[], others: readonly NumericField[], half: number) {
  const [first, second, third] = [rows[0]!, rows[1]!, rows[2]!]
  const [p, q, r] = [productAt(parts, 0), productAt(parts, 1), productAt(parts, 2)]
  const [a, b, c] = [own[0]!, own[1]!, own[2]!]
  const [nearA, nearB, nearC] = [half + 1e-9 * Math.abs(a), half + 1e-9 * Math.abs(b), half + 1e-9 * Math.abs(c)]
  let found = none
  for (let o = 0; o < others.length; o++) {
    const { values } = others[o]!
    const [x, y] = [values[first]!, values[second]!]
    for (let s = 0; s < signs.length; s++) {
      const [sign, factor] = signs[s]!
      const isNear = Math.abs(a - sign * p - factor * x) < nearA
      const isNearToo = Math.abs(b - sign * q - factor * y) < nearB
      if (!isNear && !isNearToo) continue
      if (!(isNear && isNearToo) && !(Math.abs(c - sign * r - factor * values[third]!) < nearC)) continue
      if (found === none) found = []
      found.push({ sign, added: { of: others[o]!, factor } })
    }
  }
  return found
}
const none: { readonly sign: 1 | -1; readonly added: { readonly of: NumericField; readonly factor: 1 | -1 } }[] = []

function productAt(parts: readonly Part[], row: number): number {
  let product = 1
  for (const { values } of parts) product *= values[row]!
  return product
}

/** On all rows but one at most. */
function fits(
  { rows, own, places }: Probe,
  { parts, sign, added }: Omit<Form, 'sign'> & { readonly sign: number },
): boolean {
  let misses = 0
  for (let i = 0; i < own.length; i++) {
    const made = sign * productAt(parts, i) + (added ? added.factor * added.of.values[rows[i]!]! : 0)
    if (!withinRounding(own[i]!, made, places) && ++misses > 1) return false
  }
  return true
}

/** Whether it fits as well without one of its parts: then that part says nothing. */
function isShort(probe: Probe, form: Form): boolean {
  const { parts, sign, added } = form
  if (added && (fits(probe, { parts, sign }) || fits(probe, { ...form, sign: 0 }))) return true
  return parts.some((part) => fits(probe, { ...form, parts: parts.filter((each) => each !== part) }))
}

const formulaOf = ({ parts, sign, added }: Form): Formula => ({
  is: 'factors',
  factors: parts.map(({ factor }) => factor),
  sign,
  ...(added ? { addend: { field: added.of.name, factor: added.factor } } : {}),
})

/** constant + scale · value at the rows, into the beginning of `made`. */
function linearOn(
  values: Float64Array,
  { constant, scale }: Factor,
  rows: readonly number[],
  made: Float64Array,
): Float64Array {
  for (let i = 0; i < rows.length; i++) made[i] = constant + scale * values[rows[i]!]!
  return made
}

const isPlain = ({ constant, scale }: Factor) => constant === 0 && scale === 1

/** How a column may be a factor: as it is; within 0–1 as a part, within 0–100 as a percentage. */
function formsOf({ name, values, places }: NumericField, sample: Uint32Array): Factor[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of sample) {
    if (values[row]! < low) low = values[row]!
    if (values[row]! > high) high = values[row]!
  }
  const scaled = (scale: number, isWhole: boolean): Factor[] => [
    ...(isWhole ? [{ field: name, constant: 0, scale }] : []),
    { field: name, constant: 1, scale },
    { field: name, constant: 1, scale: -scale },
  ]
  const plain = { field: name, constant: 0, scale: 1 }
  if (low >= -1 && high <= 1 && places > 0) return [plain, ...scaled(1, false)]
  return low >= -100 && high <= 100 ? [plain, ...scaled(0.01, true)] : [plain]
}

/** Two or three of the fields 0 … `count` − 1 other than `target`. */
function* groupsOf(count: number, target: number): Generator<number[]> {
  for (let a = 0; a < count; a++) {
    if (a === target) continue
    for (let b = a + 1; b < count; b++) {
      if (b === target) continue
      yield [a, b]
      for (let c = b + 1; c < count; c++) if (c !== target) yield [a, b, c]
    }
  }
}

/** One form for each field, at least one of them plain. */
function* combinations(forms: readonly (readonly Part[])[]): Generator<Part[]> {
  const [one, two, three] = forms as [readonly Part[], readonly Part[], (readonly Part[])?]
  for (const a of one)
    for (const b of two) {
      const hasPlain = isPlain(a.factor) || isPlain(b.factor)
      if (three) {
        for (const c of three) if (hasPlain || isPlain(c.factor)) yield [a, b, c]
      } else if (hasPlain) yield [a, b]
    }
}

/** A bit for each row of the sample: whether the field can tell there. */
function tellingBits({ values, usual }: NumericField, sample: Uint32Array): Uint32Array {
  const bits = new Uint32Array(Math.ceil(sample.length / 32))
  sample.forEach((row, i) => {
    if (!Number.isNaN(values[row]!) && values[row] !== usual) bits[i >> 5] = bits[i >> 5]! | (1 << (i & 31))
  })
  return bits
}

/** The first rows in which all can tell. */
function commonRows(bits: readonly Uint32Array[], sample: Uint32Array): number[] {
  const rows: number[] = []
  for (let word = 0; word < bits[0]!.length && rows.length < probes; word++) {
    let common = bits.reduce((all, own) => all & own[word]!, -1)
    while (common !== 0 && rows.length < probes) {
      const bit = 31 - Math.clz32(common & -common)
      rows.push(sample[word * 32 + bit]!)
      common &= common - 1
    }
  }
  return rows
}
