import { composeScene, sceneClasses } from '../../src/core/images/compose/compose-scene'
import type { SceneRecipe } from '../../src/core/images/compose/scene-recipe'
import { smallerRecipe } from '../../src/core/images/compose/smaller-recipe'
import { outlines } from '../../src/core/images/mask'
import type { ScenePreview } from '../../src/wire/pictures-api'
import { sceneKit } from './scene-kit'

const longestSide = 224 // pixels

/** Scenes as they will be, but smaller. */
export async function previewScenes(
  projectId: string,
  recipe: SceneRecipe,
  first: number,
  count: number,
): Promise<ScenePreview[]> {
  const kit = await sceneKit(projectId, recipe)
  const classes = sceneClasses(kit, recipe)
  const small = smallerRecipe(recipe, longestSide)
  const shown: ScenePreview[] = []
  for (let i = first; i < first + count; i++) {
    const { picture, instances } = await composeScene(small, kit, i)
    const things = instances.map(({ label, kind, mask }) => ({
      name: classes[label]!,
      kind,
      left: mask.left,
      top: mask.top,
      right: mask.left + mask.width,
      bottom: mask.top + mask.height,
      polygons: outlines(mask),
    }))
    shown.push({ picture, things })
  }
  return shown
}
