import type { Unit } from '../encoders/encoder'

/**
 * The order in which units are drawn: those of `first` as given, then field by field (a field's units stay
 * together), fewest codes first.
 */
export function unitOrder(units: readonly Unit[], first: readonly number[] = []): Int32Array {
  const widest = new Map<number, number>()
  for (const unit of units) widest.set(unit.field, Math.max(widest.get(unit.field) ?? 0, unit.size))
  const ahead = [...new Set(first)]
  const rest = units.map((_, u) => u).filter((u) => !ahead.includes(u))
  const rank = (u: number) => widest.get(units[u]!.field)!
  rest.sort((a, b) => rank(a) - rank(b) || units[a]!.field - units[b]!.field || a - b)
  return Int32Array.from([...ahead, ...rest])
}
