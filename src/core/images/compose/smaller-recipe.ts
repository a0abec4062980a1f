import { sceneParameter, sceneParameterIds } from './scene-parameters'
import { type SceneRecipe, spreadOf } from './scene-recipe'

/** The same scenes on fewer pixels, for a look: lengths in pixels shrink with them. */
export function smallerRecipe(recipe: SceneRecipe, longestSide: number): SceneRecipe {
  const scale = Math.min(1, longestSide / Math.max(recipe.width, recipe.height))
  if (scale === 1) return recipe
  const lengths = sceneParameterIds.filter((id) => sceneParameter(id).unit === 'px')
  const spreads = lengths.map((id) => {
    const { low, high, shape } = spreadOf(recipe, id)
    return [id, { low: low * scale, high: high * scale, shape }]
  })
  return {
    ...recipe,
    width: Math.max(16, Math.round(recipe.width * scale)),
    height: Math.max(16, Math.round(recipe.height * scale)),
    spreads: { ...recipe.spreads, ...Object.fromEntries(spreads) },
  }
}
