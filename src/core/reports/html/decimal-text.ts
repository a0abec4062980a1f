/** A number as a person writes it: with a minus, not a hyphen, and none before zero. */
export function decimalText(value: number, places: number): string {
  const text = value.toFixed(places)
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−')
}
