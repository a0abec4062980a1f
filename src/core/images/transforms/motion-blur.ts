import { convolve, type Tap } from './pixels'
import { pixelTransform } from './transform'

export const motionBlur = pixelTransform({
  id: 'motion-blur',
  group: 'sensor',
  parameters: {
    length: { unit: 'px', least: 0, most: 31, usual: [3, 9], neutral: 0 },
    angle: { unit: 'degrees', least: 0, most: 180, usual: [0, 180] },
  },
  change: (picture, { length, angle }) => convolve(picture, lineTaps(length, (angle * Math.PI) / 180)),
})

/** Points along a line, a pixel apart or nearer, each on its pixel. */
function lineTaps(length: number, angle: number): Tap[] {
  const steps = Math.max(1, Math.round(length))
  return Array.from({ length: steps }, (_, i) => {
    const along = i - (steps - 1) / 2
    return { dx: Math.round(along * Math.cos(angle)), dy: Math.round(along * Math.sin(angle)), weight: 1 / steps }
  })
}
