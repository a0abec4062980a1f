import * as v from 'valibot'
import { StudioError } from '../../problem'
import { classGaussian } from './class-gaussian'
import type { PictureGenerator } from './picture-generator'
import { pyramidFlow } from './pyramid-flow'

export const pictureGenerators: readonly PictureGenerator[] = [classGaussian, pyramidFlow]

/** @throws fit/unknown-generator */
export function findPictureGenerator(id: string): PictureGenerator {
  const found = pictureGenerators.find((generator) => generator.id === id)
  if (!found) throw new StudioError({ code: 'fit/unknown-generator', generator: id })
  return found
}

/** A generator's options with every default filled in; what the schema does not know is dropped. */
export const readPictureOptions = (generator: PictureGenerator, chosen: unknown): unknown =>
  v.parse(generator.options, chosen ?? {})
