import type { Multiply } from '../../nets/engine'
import type { PictureSet } from '../picture-set'
import { type ClassGaussianOptions, classGaussianFacts } from './facts'
import { bytePixels, floatPictures, type PictureShape } from './float-pictures'
import { drawGaussians, fitGaussians, type GroupGaussians } from './group-gaussians'
import type { PictureGenerator, PictureModel } from './picture-generator'
import { plainMultiply } from './plain-multiply'
import { type Components, principalComponents, project, unproject } from './principal-components'

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
    async snapshot() {
      return { generator: 'class-gaussian', data }
    },
    dispose() {},
  }
}
