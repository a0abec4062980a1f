import { warpTransform } from './warp'

/** Rows and columns bent by a sine, as by a moving sheet. */
export const waves = warpTransform({
  id: 'waves',
  parameters: {
    height: { unit: 'share', least: 0, most: 0.08, usual: [0.01, 0.03], neutral: 0 },
    count: { unit: 'count', least: 0.5, most: 4, usual: [1, 2] },
  },
  warp: ({ width, height }, values, random) => {
    const [phaseX, phaseY] = [random.uniform() * 2 * Math.PI, random.uniform() * 2 * Math.PI]
    const turn = 2 * Math.PI * values.count
    return {
      from: (x, y) => [
        x + values.height * width * Math.sin((turn * y) / height + phaseX),
        y + values.height * height * Math.sin((turn * x) / width + phaseY),
      ],
    }
  },
})
