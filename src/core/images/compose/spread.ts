import type { Random } from '../../random'
import type { Parameter } from '../transforms/transform'

/** What a value is drawn from: two ends, and where between them values are frequent. */
export interface Spread {
  readonly low: number
  readonly high: number
  /**
   * even: all alike · middle: a normal distribution about the middle, its ends three deviations away, cut there ·
   * low: towards the lower end, as likely per doubling as per doubling (log-uniform; both ends above 0)
   */
  readonly shape: SpreadShape
}

export type SpreadShape = 'even' | 'middle' | 'low'
export const spreadShapes: readonly SpreadShape[] = ['even', 'middle', 'low']

/** Within the spread and what the parameter allows. */
export function drawValue({ low, high, shape }: Spread, parameter: Parameter, random: Random): number {
  const kept = (value: number) => Math.min(parameter.most, Math.max(parameter.least, value))
  const [from, to] = [kept(Math.min(low, high)), kept(Math.max(low, high))]
  if (!parameter.whole) return within(from, to, shape, random)
  const [first, last] = [Math.ceil(from), Math.max(Math.ceil(from), Math.floor(to))]
  return Math.min(last, Math.floor(within(first, last + 1, shape, random)))
}

function within(from: number, to: number, shape: SpreadShape, random: Random): number {
  if (to <= from) return from
  if (shape === 'low' && from > 0) return from * (to / from) ** random.uniform()
  if (shape !== 'middle') return from + (to - from) * random.uniform()
  for (;;) {
    const value = (from + to) / 2 + ((to - from) / 6) * random.normal()
    if (value >= from && value < to) return value
  }
}
