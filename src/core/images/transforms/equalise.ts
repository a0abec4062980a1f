import type { Picture } from '../picture'
import { byTables } from './pixels'
import { pixelTransform } from './transform'

/** Each channel's levels spread until all are as common, as Pillow's ImageOps.equalize. */
export const equalise = pixelTransform({
  id: 'equalise',
  group: 'light',
  parameters: {},
  change: (picture) => byTables(picture, tableOf),
})

function tableOf({ pixels, channels }: Picture, channel: number): Uint8Array {
  const counts = new Uint32Array(256)
  for (let at = channel; at < pixels.length; at += channels) counts[pixels[at]!]!++
  const last = counts.findLast((count) => count > 0) ?? 0
  const step = Math.floor((pixels.length / channels - last) / 255)
  if (step === 0) return Uint8Array.from(counts, (_, level) => level)
  let sum = step >> 1
  return Uint8Array.from(counts, (count) => {
    const level = Math.min(255, Math.floor(sum / step))
    sum += count
    return level
  })
}
