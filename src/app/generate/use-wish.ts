import { useState } from 'react'
import type { Project } from '../../db/objects'
import type { RowsWish } from './wish'

/** A wish, the table that was in use (with another one its model is meant) and what the recipe asked for at that time. */
interface KeptWish {
  readonly wish: RowsWish
  readonly activeOutputId: string | undefined
  readonly recipe: Project['output']
}

const kept = new Map<string, KeptWish>()

/** What the person (at first: a recipe) asked for, kept for as long as the tab lives. `runId`: the model to begin with. */
export function useWish(
  project: Project,
  runId: string,
): [wish: RowsWish, change: (part: Partial<RowsWish>) => void, replace: (wish: RowsWish) => void] {
  const [wish, setWish] = useState<RowsWish>(() => {
    const last = kept.get(project.id)
    if (last && isSame(last.recipe, project.output)) {
      return last.activeOutputId === project.activeOutputId ? last.wish : { ...last.wish, runId }
    }
    return { rows: project.source.rows, seed: project.seed, temperature: 1, conditions: [], ...project.output, runId }
  })
  const replace = (next: RowsWish) => {
    kept.set(project.id, { wish: next, activeOutputId: project.activeOutputId, recipe: project.output })
    setWish(next)
  }
  return [wish, (part) => replace({ ...wish, ...part }), replace]
}

const isSame = (a: Project['output'], b: Project['output']) => JSON.stringify(a) === JSON.stringify(b)
