import { type MadeFacts, madeHead } from '../made-facts'
import type { AugmentRecipe } from './augment-recipe'

/** Where an augmented set comes from. Facts only. */
export function augmentationProvenance(
  facts: MadeFacts,
  recipe: AugmentRecipe,
  pictures: Readonly<Record<string, number>>,
) {
  const isMixed = recipe.mix !== undefined
  return {
    ...madeHead(facts),
    generator: {
      type: 'augmentation',
      hyperparameters: { steps: recipe.steps, ...(isMixed ? { mix: recipe.mix } : {}) },
      seed: recipe.seed,
    },
    sampling: { pictures },
    /** Every made picture is one real picture, changed, or several mixed: what they show can be recognised. */
    privacy: { dp: null, derivedFromSingleRealPictures: !isMixed },
    limitations: [isMixed ? 'derived-from-real-pictures' : 'derived-from-single-real-pictures'],
  }
}
