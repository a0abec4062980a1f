import type { Random } from '../random'
import type { NumberColumn } from '../table/table'
import type { Bounds, Codes, DecodeContext } from './encoder'
import { clampToGrid, type Grid, roundToGrid, valueAt } from './lone-sketch'
import { decodeMissing } from './missing'
import type { NumberState } from './number'

const boundedTries = 64

/** Draws a value of each code as if a training value of that bin were drawn (tabular.md §9, "Decoding inside a bin"). */
export function decodeNumbers(state: NumberState, codes: Codes, { random, bounds }: DecodeContext): NumberColumn {
  const from = state.counts.length
  const values = new Float64Array(codes.length)
  const draw = drawsOf(state, bounds)
  for (let i = 0; i < codes.length; i++) values[i] = codes[i]! >= from ? Number.NaN : draw(codes[i]!, random)
  const missing = decodeMissing(codes, from)
  const spellings = state.spellings.texts.length > 0 ? state.spellings.texts : missing ? [''] : []
  return { kind: 'number', values, format: state.format, spellings, ...(missing ? { missing } : {}) }
}

type Draw = (code: number, random: Random) => number

/** Draws a value of a code below the missing ones. */
export function drawsOf(state: NumberState, bounds?: Bounds): Draw {
  return bounds ? boundedDraw(state, bounds) : freeDraw(state)
}

/** A value held by `minimumCount` rows comes out exactly and as often as it was there; others between their neighbours. */
function freeDraw(state: NumberState): Draw {
  const { exactFrom, exactValues, exactCounts, loneFrom, sketch, grid, cuts } = state
  const exactRows = exactFrom.slice(0, -1).map((_, code) => {
    let sum = 0
    for (let i = exactFrom[code]!; i < exactFrom[code + 1]!; i++) sum += exactCounts[i]!
    return sum
  })
  return (code, random) => {
    const first = exactFrom[code]!
    const lone = loneFrom[code + 1]! - loneFrom[code]!
    if (lone === 0 && exactFrom[code + 1]! - first === 1) return exactValues[first]!
    let at = random.uniform() * (exactRows[code]! + lone)
    if (at < exactRows[code]!) {
      let i = first
      while (at >= exactCounts[i]! && i + 1 < exactFrom[code + 1]!) at -= exactCounts[i++]!
      return exactValues[i]!
    }
    const value = valueAt(sketch, loneFrom[code]! + (at - exactRows[code]!))
    const rounded = roundToGrid(value, grid, random)
    // A knot may pool rows of the next bin: the value stays in its own.
    const low = code > 0 ? cuts[code - 1]! : Number.NEGATIVE_INFINITY
    const high = code < cuts.length ? cuts[code]! : Number.POSITIVE_INFINITY
    return rounded >= low && rounded < high ? rounded : clampToGrid(value, low, high, grid)
  }
}

function boundedDraw(state: NumberState, bounds: Bounds): Draw {
  const free = freeDraw(state)
  return (code, random) => {
    if (bounds.values) return drawListed(state, bounds.values, code, random)
    let value = free(code, random)
    for (let tries = 0; tries < boundedTries && !isWithin(value, bounds); tries++) value = free(code, random)
    if (isWithin(value, bounds)) return value
    const low = Math.max(bounds.low, code > 0 ? state.cuts[code - 1]! : bounds.low)
    const high = Math.min(bounds.high, code < state.cuts.length ? state.cuts[code]! : bounds.high)
    const from = Math.max(low, Math.min(value, high) - (high - low))
    const drawn = Number.isFinite(from) && Number.isFinite(high) ? from + random.uniform() * (high - from) : value
    const clamped = clampToGrid(drawn, bounds.low, bounds.high, state.grid)
    return isWithin(clamped, bounds) ? clamped : besideExcluded(clamped, bounds, state.grid)
  }
}

/** The whole bin is excluded: the nearest value of the grid beside an excluded range. */
function besideExcluded(value: number, bounds: Bounds, grid: Grid): number {
  const step = grid.step === 0 ? Math.abs(value) * 1e-6 : grid.step / 10 ** grid.places
  const beside = (bounds.except ?? []).flatMap(({ low, high }) => [
    clampToGrid(low - step, Number.NEGATIVE_INFINITY, low - step / 2, grid),
    clampToGrid(high + step, high + step / 2, Number.POSITIVE_INFINITY, grid),
  ])
  const open = beside.filter((each) => isWithin(each, bounds))
  return open.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0] ?? value
}

function drawListed(state: NumberState, values: readonly number[], code: number, random: Random): number {
  const low = code > 0 ? state.cuts[code - 1]! : Number.NEGATIVE_INFINITY
  const high = code < state.cuts.length ? state.cuts[code]! : Number.POSITIVE_INFINITY
  const here = values.filter((value) => value >= low && value < high)
  const from = here.length > 0 ? here : values
  return from[random.below(from.length)]!
}

export function isWithin(value: number, bounds: Bounds): boolean {
  if (value < bounds.low || value > bounds.high) return false
  if (bounds.values && !bounds.values.includes(value)) return false
  return !bounds.except?.some((interval) => value >= interval.low && value <= interval.high)
}
