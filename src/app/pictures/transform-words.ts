import type { Preset } from '../../core/images/augment/presets'
import type { Unit } from '../../core/images/transforms/transform'

/** `horizontal-flip` → `Horizontal flip`. */
export const nameOf = (id: string): string => `${id[0]!.toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`

export const presetWords: Readonly<Record<Preset['id'], string>> = {
  gentle: 'Gentle: small turns, shifts and light',
  light: 'Light: exposure, colour, shadows',
  weather: 'Weather: rain, snow, fog, dirt',
  sensor: 'Sensor: blur, noise, compression',
  handling: 'Handling: tilted, cut off, covered',
  strong: 'Strong: a bit of everything',
  'rand-augment': 'RandAugment: two random changes each',
  'trivial-augment': 'TrivialAugment: one random change each',
  'aug-mix': 'AugMix: chains of changes, blended',
}

const units: Readonly<Record<Unit, string>> = {
  share: '',
  times: '×',
  degrees: '°',
  levels: ' levels of 255',
  stops: ' stops',
  px: ' px',
  count: '',
  quality: ' of 100',
  kelvin: ' K',
  bits: ' bits',
}

/** A value with its unit; shares in percent. */
export function valueText(value: number, unit: Unit): string {
  if (unit === 'share') return `${Math.round(value * 1000) / 10} %`
  return `${Math.round(value * 100) / 100}${units[unit]}`
}
