/** Numbers that count up: what stands around them, the step, and where fresh ones begin. */
export interface IdSequence {
  readonly prefix: string
  readonly suffix: string
  /** Digits when padded with zeros, else 0. */
  readonly width: number
  readonly step: number
  readonly start: number
}

const shape = /^(\D*)(\d{1,15})(\D*)$/

/** Undefined when the ids are not (nearly) consecutive. Train rows are a part of them, so that gaps are expected. */
export function learnSequence(ids: readonly string[]): IdSequence | undefined {
  if (ids.length < 10) return undefined
  const first = shape.exec(ids[0]!)
  if (!first) return undefined
  const [, prefix = '', , suffix = ''] = first
  const numbers = new Float64Array(ids.length)
  let width = 0
  let isPadded = false
  let sameWidth = true
  for (let i = 0; i < ids.length; i++) {
    const match = shape.exec(ids[i]!)
    if (match?.[1] !== prefix || match[3] !== suffix) return undefined
    const digits = match[2]!
    if (i > 0 && digits.length !== width) sameWidth = false
    width = Math.max(width, digits.length)
    if (digits.length > 1 && digits.startsWith('0')) isPadded = true
    numbers[i] = Number(digits)
  }
  if (isPadded && !sameWidth) return undefined
  numbers.sort()
  const step = stepOf(numbers)
  const span = (numbers.at(-1)! - numbers[0]!) / step + 1
  if (span > ids.length * 3) return undefined
  return { prefix, suffix, width: isPadded ? width : 0, step, start: startAfter(numbers, step) }
}

function stepOf(sorted: Float64Array): number {
  let step = 0
  for (let i = 1; i < sorted.length && step !== 1; i++) {
    let a = step
    let b = sorted[i]! - sorted[i - 1]!
    while (b > 0) [a, b] = [b, a % b]
    step = a
  }
  return Math.max(1, step)
}

/** Beyond the largest, by a margin for ids that are not among the train rows, at a round number that hides it. */
function startAfter(sorted: Float64Array, step: number): number {
  const largest = sorted.at(-1)!
  const margin = Math.max(step * 10, (largest - sorted[0]!) / 100)
  const round = 10 ** Math.max(1, Math.floor(Math.log10(margin + 1)))
  const start = Math.ceil((largest + margin) / round) * round
  const offset = sorted[0]! % step
  return Math.ceil((start - offset) / step) * step + offset
}

export function sequenceId({ prefix, suffix, width, step, start }: IdSequence, i: number): string {
  return prefix + String(start + i * step).padStart(width, '0') + suffix
}
