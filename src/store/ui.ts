import { create } from 'zustand'
import type { Recipe } from '../core/recipe/recipe'
import { db } from '../db/database'
import { engineFacts } from '../jobs/train'
import type { EngineFacts } from '../wire/api'

/** What the shell remembers for as long as the tab lives. */
interface UiState {
  readonly engine:
    | { readonly status: 'unknown' | 'finding' }
    | { readonly status: 'found'; readonly facts: EngineFacts }
  readonly panel?: 'seal' | 'shortcuts' | 'palette'
  /** A recipe that was dropped before its data. */
  readonly waitingRecipe?: Recipe
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  readonly singleKeys: boolean
}

export const useUi = create<UiState>()(() => ({ engine: { status: 'unknown' }, singleKeys: true }))

export const openPanel = (panel: NonNullable<UiState['panel']>): void => useUi.setState({ panel })
export const closePanel = (): void => useUi.setState({ panel: undefined })
export const keepRecipe = (recipe: Recipe | undefined): void => useUi.setState({ waitingRecipe: recipe })

/** Asks the train worker once what it computes with. */
export async function findEngine(): Promise<void> {
  if (useUi.getState().engine.status !== 'unknown') return
  useUi.setState({ engine: { status: 'finding' } })
  const facts = await engineFacts()
  useUi.setState({ engine: { status: 'found', facts } })
}

const singleKeysSetting = 'single-keys'

export async function loadUiSettings(): Promise<void> {
  const stored = await db.settings.get(singleKeysSetting)
  if (stored) useUi.setState({ singleKeys: stored.value === true })
}

export async function setSingleKeys(on: boolean): Promise<void> {
  useUi.setState({ singleKeys: on })
  await db.settings.put({ key: singleKeysSetting, value: on })
}
