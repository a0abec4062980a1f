import { useEffect, useRef, useState } from 'react'
import type { AugmentRecipe } from '../../core/images/augment/augment-recipe'
import { saveRecipe } from '../../db/pictures'
import { previewAugmented } from '../../jobs/pictures'
import type { PicturePair } from '../../wire/pictures-api'

const pairs = 12

/** The first draws of a recipe, made again when it changes; what is on its way is let pass, the newest is last. */
export function usePreview(projectId: string, recipe: AugmentRecipe): readonly PicturePair[] {
  const [shown, setShown] = useState<readonly PicturePair[]>([])
  const wanted = useRef(recipe)
  const isBusy = useRef(false)
  useEffect(() => {
    wanted.current = recipe
    if (isBusy.current) return
    isBusy.current = true
    const work = async () => {
      for (let made: AugmentRecipe | undefined; made !== wanted.current; ) {
        made = wanted.current
        setShown(await previewAugmented(projectId, made, pairs))
        await saveRecipe(projectId, made)
      }
    }
    void work().finally(() => {
      isBusy.current = false
    })
  }, [projectId, recipe])
  return shown
}
