import { type MadeFacts, madeHead } from '../made-facts'
import { digitalSourceType } from '../xmp'
import type { SceneRecipe } from './scene-recipe'

/** Where composed scenes come from. Facts only. */
export function sceneProvenance(facts: MadeFacts, recipe: SceneRecipe, things: Readonly<Record<string, number>>) {
  const { seed, scenes, format: _, version: __, ...hyperparameters } = recipe
  return {
    ...madeHead(facts),
    digitalSourceType: digitalSourceType('compositeSynthetic'),
    generator: { type: 'composition', hyperparameters, seed },
    sampling: { images: scenes, things },
    /** Things and own grounds are parts of real pictures: what they show can be recognised. */
    privacy: { dp: null, holdsPartsOfRealPictures: true },
    limitations: ['holds-parts-of-real-pictures'],
  }
}
