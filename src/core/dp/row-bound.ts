/** What a row's gradient of this squared norm is scaled by, so that it is no longer than `most`; 0 where it is no number. */
export function rowFactor(square: number, most: number): number {
  if (!(square < Number.POSITIVE_INFINITY)) return 0
  // A little below, so that rounding in 32 bits can't carry the scaled one beyond.
  return square > most * most ? ((1 - 1e-5) * most) / Math.sqrt(square) : 1
}
