import type { Picture } from '../picture'
import { byTables } from './pixels'
import { pixelTransform } from './transform'

/** Each channel stretched to the full range, as Pillow's ImageOps.autocontrast. */
export const autoContrast = pixelTransform({
  id: 'auto-contrast',
  group: 'light',
  parameters: {},
  change: (picture) => byTables(picture, tableOf),
})

function tableOf({ pixels, channels }: Picture, channel: number): Uint8Array {
  let [low, high] = [255, 0]
  for (let at = channel; at < pixels.length; at += channels) {
    low = Math.min(low, pixels[at]!)
    high = Math.max(high, pixels[at]!)
  }
  if (high <= low) return Uint8Array.from({ length: 256 }, (_, level) => level)
  const scale = 255 / (high - low)
  return Uint8Array.from({ length: 256 }, (_, level) =>
    Math.min(255, Math.max(0, Math.trunc(level * scale - low * scale))),
  )
}
