/** Paths over a box of `width` × `height` units, y downwards. `shares`: heights as parts of `top`. */
export interface Box {
  readonly width: number
  readonly height: number
  readonly top: number
}

const round = (value: number) => Math.round(value * 100) / 100

/** One closed rectangle per share. `gap`: part of a bar's width that stays empty on its right (0 for a histogram). */
export function barPath(shares: readonly number[], box: Box, gap: number): string {
  const step = box.width / Math.max(1, shares.length)
  return shares
    .map((share, i) => {
      const height = barHeight(share, box)
      if (height === 0) return ''
      const left = round(i * step + (step * gap) / 2)
      return `M${left} ${box.height}v${-height}h${round(step * (1 - gap))}v${height}z`
    })
    .join('')
}

/** The outline of the same bars: one line along their tops, down to the ground where bars stand apart. */
export function outlinePath(shares: readonly number[], box: Box, gap: number): string {
  const step = box.width / Math.max(1, shares.length)
  if (gap > 0) return barPath(shares, box, gap).replaceAll('z', '')
  const tops = shares.map((share) => `V${round(box.height - barHeight(share, box))}h${round(step)}`)
  return `M0 ${box.height}${tops.join('')}V${box.height}`
}

/** One closed rectangle per bar from its lower to its upper share. */
export function bandPath(band: readonly (readonly [number, number])[], box: Box, gap: number): string {
  const step = box.width / Math.max(1, band.length)
  return band
    .map(([low, high], i) => {
      const [from, to] = [barHeight(low, box), barHeight(high, box)]
      if (to - from <= 0) return ''
      const left = round(i * step + (step * gap) / 2)
      return `M${left} ${round(box.height - from)}v${round(from - to)}h${round(step * (1 - gap))}v${round(to - from)}z`
    })
    .join('')
}

function barHeight(share: number, { height, top }: Box): number {
  if (!(top > 0) || !(share > 0)) return 0
  return round(Math.min(1, share / top) * height)
}
