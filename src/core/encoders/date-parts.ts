import { civilFromDays, dayMs } from '../schema/calendar'
import type { NumberFormat } from '../table/table'
import type { EncoderState } from './encoder'
import type { NumberState } from './number'

/** day: days since 1970 · weekday: 0 = Monday · month: 1–12 · hour: 0–23 · second: of the hour, with fractions. */
export type DatePartName = 'day' | 'weekday' | 'month' | 'hour' | 'second'

export interface DatePart {
  readonly part: DatePartName
  readonly state: NumberState
}

/** What a date's codes stand for; holds no row. The first part carries the missing spellings. */
export interface DateState extends EncoderState {
  readonly encoder: 'datetime'
  readonly name: string
  readonly pattern: string
  readonly kind: 'date' | 'datetime' | 'time'
  /** Set when the source holds numbers (20240131). */
  readonly format?: NumberFormat
  /** The zone that most rows are written in. */
  readonly zone: { readonly text: string; readonly offsetMs: number }
  readonly parts: readonly DatePart[]
  /** Milliseconds of the day, where all rows have the same. */
  readonly fixedTimeMs: number
}

/** The part's value of an instant. */
export function partOf(part: DatePartName, ms: number): number {
  const days = Math.floor(ms / dayMs)
  const ofDay = ms - days * dayMs
  if (part === 'day') return days
  if (part === 'weekday') return (((days + 3) % 7) + 7) % 7
  if (part === 'month') return civilFromDays(days).month
  if (part === 'hour') return Math.floor(ofDay / 3_600_000)
  return (ofDay % 3_600_000) / 1000
}
