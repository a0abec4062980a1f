import { useState } from 'react'
import type { Project } from '../../db/objects'
import type { RowsWish } from './wish'

/** Wishes by project, and the table that was in use: with another one its model is meant. */
const kept = new Map<string, { readonly wish: RowsWish; readonly activeOutputId: string | undefined }>()

/** What the person asked for, kept for as long as the tab lives. `runId`: the model to begin with. */
export function useWish(project: Project, runId: string): [RowsWish, (part: Partial<RowsWish>) => void] {
  const [wish, setWish] = useState<RowsWish>(() => {
    const last = kept.get(project.id)
    if (last) return last.activeOutputId === project.activeOutputId ? last.wish : { ...last.wish, runId }
    return { runId, rows: project.source.rows, seed: project.seed, temperature: 1, conditions: [] }
  })
  const change = (part: Partial<RowsWish>) => {
    const next = { ...wish, ...part }
    kept.set(project.id, { wish: next, activeOutputId: project.activeOutputId })
    setWish(next)
  }
  return [wish, change]
}
