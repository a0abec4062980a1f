import { useEffect, useRef, useState } from 'react'
import type { SceneRecipe } from '../../core/images/compose/scene-recipe'
import type { Problem } from '../../core/problem'
import { saveSceneRecipe } from '../../db/scenes'
import { previewScenes } from '../../jobs/pictures'
import { problemOf } from '../../store/work'
import type { ScenePreview } from '../../wire/pictures-api'

const count = 12
/** So many are made before they are shown, and before a newer recipe has its turn. */
const atOnce = 3

export interface ShownScenes {
  readonly scenes: readonly ScenePreview[]
  /** Why there are none. */
  readonly problem?: Problem
}

interface Wish {
  readonly recipe: SceneRecipe
  readonly marks: string
}

/** Of how many scenes there will be, and for what, the first ones don’t depend. */
const lookOf = ({ recipe, marks }: Wish) => JSON.stringify([{ ...recipe, scenes: 0, split: undefined }, marks])

/**
 * The first scenes of a recipe, made again when it changes; what is on its way is let pass, the newest is last.
 * @param marks changes when things were marked or taken back
 */
export function useScenePreview(projectId: string, recipe: SceneRecipe, marks: string): ShownScenes {
  const [shown, setShown] = useState<ShownScenes>({ scenes: [] })
  const wanted = useRef<Wish>({ recipe, marks })
  const look = useRef('')
  const isBusy = useRef(false)
  useEffect(() => {
    wanted.current = { recipe, marks }
    if (isBusy.current) return
    isBusy.current = true
    const show = async (wish: Wish) => {
      look.current = ''
      try {
        for (let first = 0; first < count && wish === wanted.current; first += atOnce) {
          const some = await previewScenes(projectId, wish.recipe, first, atOnce)
          setShown(({ scenes }) => ({ scenes: [...scenes.slice(0, first), ...some, ...scenes.slice(first + atOnce)] }))
        }
      } catch (error) {
        setShown({ scenes: [], problem: problemOf(error) })
      }
    }
    const work = async () => {
      for (let made: Wish | undefined; made !== wanted.current; ) {
        made = wanted.current
        if (lookOf(made) !== look.current) await show(made)
        if (made === wanted.current) look.current = lookOf(made)
        await saveSceneRecipe(projectId, made.recipe)
      }
    }
    void work().finally(() => {
      isBusy.current = false
    })
  }, [projectId, recipe, marks])
  return shown
}
