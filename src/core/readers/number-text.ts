/** The marks a column's numbers are written with, as character codes; −1: none. */
export interface NumberMarks {
  readonly decimal: number
  readonly thousands: number
}

/** What one text says as a number. Reused between calls: {@link readNumber} writes into it. */
interface NumberReading {
  value: number
  /** Digits after the decimal mark. */
  places: number
  /** Whether it has thousands marks, and whether it could (four or more whole digits). */
  grouped: boolean
  groupable: boolean
  /** Whether a plain formatter writes the same text again, trailing zeros aside. */
  exact: boolean
  /** Whether the last digit after the decimal mark is a zero. */
  trailingZero: boolean
  /** The thousands mark that was seen, as a character code. */
  mark: number
}

export const emptyReading = (): NumberReading => ({
  value: 0,
  places: 0,
  grouped: false,
  groupable: false,
  exact: true,
  trailingZero: false,
  mark: -1,
})

const powers = Float64Array.from({ length: 23 }, (_, i) => 10 ** i)
const [zero, nine, minus, plus, space, nbsp, narrow] = [48, 57, 45, 43, 32, 0xa0, 0x202f] as const

/**
 * Reads a whole text as a number, or says no. No: leading zeros (007), whole numbers beyond 15 digits (ids), anything
 * that is not finite. Decimals with more digits than a double holds are read and marked as not exact.
 */
export function readNumber(text: string, marks: NumberMarks, out: NumberReading): boolean {
  let at = 0
  let end = text.length
  while (end > at && text.charCodeAt(end - 1) === space) end--
  while (at < end && text.charCodeAt(at) === space) at++
  if (at === end) return false
  out.exact = end - at === text.length
  out.grouped = false
  const sign = text.charCodeAt(at)
  if (sign === minus || sign === plus) at++
  if (sign === plus) out.exact = false

  const first = at
  let mantissa = 0
  let whole = 0
  let group = 0
  for (; at < end; at++) {
    const c = text.charCodeAt(at)
    if (c >= zero && c <= nine) {
      mantissa = mantissa * 10 + (c - zero)
      whole++
      group++
    } else if (isThousands(c, marks.thousands) && whole > 0) {
      if (out.grouped ? group !== 3 || c !== out.mark : group > 3) return false
      out.grouped = true
      out.mark = c
      group = 0
    } else break
  }
  if (out.grouped && group !== 3) return false
  if (whole > 1 && text.charCodeAt(first) === zero) return false
  out.groupable = whole > 3
  out.places = 0
  out.trailingZero = false
  if (at === end) return finishWhole(whole, mantissa, sign === minus, out)
  return readFraction(text, at, end, marks, { first, whole, mantissa, negative: sign === minus }, out)
}

function isThousands(c: number, mark: number): boolean {
  return c === mark ? mark >= 0 : mark === space && (c === nbsp || c === narrow)
}

function finishWhole(whole: number, mantissa: number, negative: boolean, out: NumberReading): boolean {
  if (whole === 0 || whole > 15) return false
  out.value = negative ? -mantissa : mantissa
  if (negative && mantissa === 0) out.exact = false
  return true
}

interface WholePart {
  readonly first: number
  readonly whole: number
  readonly mantissa: number
  readonly negative: boolean
}

function readFraction(
  text: string,
  from: number,
  end: number,
  marks: NumberMarks,
  part: WholePart,
  out: NumberReading,
): boolean {
  let at = from
  let mantissa = part.mantissa
  let last = -1
  if (text.charCodeAt(at) === marks.decimal) {
    for (at++; at < end; at++) {
      last = text.charCodeAt(at)
      if (last < zero || last > nine) break
      mantissa = mantissa * 10 + (last - zero)
      out.places++
    }
    if (out.places === 0) return false
    out.trailingZero = text.charCodeAt(at - 1) === zero
  }
  if (part.whole + out.places === 0) return false
  if (part.whole === 0) out.exact = false
  if (at === end && part.whole + out.places <= 15) {
    out.value = (part.negative ? -mantissa : mantissa) / powers[out.places]!
    if (part.negative && mantissa === 0) out.exact = false
    return true
  }
  return readByPlatform(text.slice(part.first, end), part.negative, marks, out)
}

/** The rare cases: exponents, and more digits than the mantissa above holds. */
function readByPlatform(digits: string, negative: boolean, marks: NumberMarks, out: NumberReading): boolean {
  let plain = digits
  if (out.grouped) plain = plain.split(String.fromCharCode(out.mark)).join('')
  if (marks.decimal === 44) plain = plain.replace(',', '.')
  if (!/^\d*(\.\d+)?([eE][+-]?\d{1,3})?$/.test(plain)) return false
  const value = Number(plain)
  if (!Number.isFinite(value)) return false
  out.value = negative ? -value : value
  const shortest = String(value)
  if (/[eE]/.test(plain)) {
    out.places = placesOf(shortest)
    out.trailingZero = false
    out.exact = false
    return true
  }
  const isShortest = shortest === (plain.includes('.') ? plain.replace(/0+$/, '') : plain)
  // 909276155866946.2 is the double …946.25, which a writer of one decimal rounds up.
  if (isShortest && Number(value.toFixed(Math.min(out.places, 100))) === value) return true
  out.exact = false
  out.places = Math.min(out.places, 20)
  out.trailingZero = false
  return true
}

/** Decimals in a number as JavaScript writes it: '0.25' 2, '1e-7' 7, '1.5e-7' 8. */
function placesOf(shortest: string): number {
  const [mantissa = '', exponent = '0'] = shortest.split('e')
  const at = mantissa.indexOf('.')
  return Math.max(0, (at < 0 ? 0 : mantissa.length - at - 1) - Number(exponent))
}
