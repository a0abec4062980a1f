import type { Multiply } from '../../nets/engine'
import { pickPictures } from '../pick-pictures'
import type { PictureSet } from '../picture-set'
import { startAngle } from './angles'
import { type ClassGaussianOptions, classGaussianFacts } from './facts'
import { bytePixels, floatPictures, type PictureShape } from './float-pictures'
import { addDraw, drawGaussians, fitGaussians, type GroupGaussians, logVolume, noiseOf } from './group-gaussians'
import type { PictureGenerator, PictureModel } from './picture-generator'
import { plainMultiply } from './plain-multiply'
import { type Components, principalComponents, project, unproject } from './principal-components'
import { slerp } from './slerp'

interface SnapshotData {
  readonly shape: PictureShape
  readonly classes: readonly string[]
  readonly components: Components
  readonly gaussians: GroupGaussians
}

/** The draft in a second, and the baseline of every other generator. */
export const classGaussian: PictureGenerator<ClassGaussianOptions> = {
  ...classGaussianFacts,
  async *fit({ set }, { components: most }, { random, engine }) {
    const multiply = engine?.velocity?.multiply ?? plainMultiply
    const pictures = floatPictures(set)
    const components = principalComponents(pictures, most, 1, random.fork('components'), multiply)
    const places = project(components, pictures, multiply)
    const groups = Int32Array.from(set.classes, (_, c) => c)
    const gaussians = fitGaussians(places, set.labels, groups, multiply)
    const { width, height, channels, classes } = set
    yield {
      progress: 1,
      model: modelOf({ shape: { width, height, channels }, classes, components, gaussians }, multiply),
    }
  },
  async restore({ data }, { engine }) {
    return modelOf(data as SnapshotData, engine?.velocity?.multiply ?? plainMultiply)
  },
}

const batch = 500

function modelOf(data: SnapshotData, multiply: Multiply): PictureModel {
  const { shape, classes, components, gaussians } = data
  return {
    generator: 'class-gaussian',
    async *sample({ labels, random }) {
      for (let from = 0; from < labels.length; from += batch) {
        const own = labels.slice(from, from + batch)
        const pixels = bytePixels(unproject(components, drawGaussians(gaussians, own, random), multiply).values)
        yield { ...shape, pixels, labels: own, classes } satisfies PictureSet
      }
    },
    async *vary({ from, strength, random }) {
      const angle = startAngle(strength)
      const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
      for (let at = 0; at < from.labels.length; at += batch) {
        const count = Math.min(batch, from.labels.length - at)
        const given = pickPictures(
          from,
          Int32Array.from({ length: count }, (_, i) => at + i),
        )
        const own = project(components, floatPictures(given), multiply)
        const drawn = drawGaussians(gaussians, given.labels, random)
        // Normal data: what noise and data make together is a draw of the same distribution, and the flow stands still.
        const values = drawn.values.map((v, i) => {
          const mean = gaussians.means[given.labels[Math.floor(i / own.columns)]!]![i % own.columns]!
          return mean + cos * (v - mean) + sin * (own.values[i]! - mean)
        })
        yield { ...given, classes, pixels: bytePixels(unproject(components, { ...own, values }, multiply).values) }
      }
    },
    async between({ ends, shares }) {
      const { size, means } = gaussians
      const own = project(components, floatPictures(ends), multiply)
      const centred = own.values.map((v, i) => v - means[ends.labels[Math.floor(i / size)]!]![i % size]!)
      const noises = [0, 1].map((end) => noiseOf(gaussians, ends.labels[end]!, centred, end * size))
      const values = new Float32Array(shares.length * size)
      shares.forEach((share, row) => {
        const noise = slerp(noises[0]!, noises[1]!, share)
        for (const end of [0, 1]) {
          const weight = end === 0 ? 1 - share : share
          const label = ends.labels[end]!
          const weighted = noise.map((v) => weight * v)
          addDraw(gaussians, label, weighted, values, row * size)
          for (let j = 0; j < size; j++) values[row * size + j] = values[row * size + j]! + weight * means[label]![j]!
        }
      })
      const pixels = bytePixels(unproject(components, { rows: shares.length, columns: size, values }, multiply).values)
      const labels = Int32Array.from(shares, (share) => ends.labels[share < 0.5 ? 0 : 1]!)
      return { ...shape, classes, pixels, labels }
    },
    async losses(set) {
      const { size, means } = gaussians
      const own = project(components, floatPictures(set), multiply)
      const centred = own.values.map((v, i) => v - means[set.labels[Math.floor(i / size)]!]![i % size]!)
      // Minus the logarithm of the density, but for what all share.
      return Float64Array.from(set.labels, (label, row) => {
        const noise = noiseOf(gaussians, label, centred, row * size)
        return logVolume(gaussians, label) + 0.5 * noise.reduce((sum, v) => sum + v * v, 0)
      })
    },
    async snapshot() {
      return { generator: 'class-gaussian', data }
    },
    dispose() {},
  }
}
