import { type MadeFacts, madeHead } from '../made-facts'
import type { AugmentRecipe } from './augment-recipe'

/** Where an augmented set comes from. Facts only. */
export function augmentationProvenance(
  facts: MadeFacts,
  recipe: AugmentRecipe,
  pictures: Readonly<Record<string, number>>,
) {
  return {
    ...madeHead(facts),
    generator: { type: 'augmentation', hyperparameters: { steps: recipe.steps }, seed: recipe.seed },
    sampling: { pictures },
    /** Every made picture is one real picture, changed: what it shows can be recognised. */
    privacy: { dp: null, derivedFromSingleRealPictures: true },
    limitations: ['derived-from-single-real-pictures'],
  }
}
