import { notifications } from '@mantine/notifications'
import { navigate } from 'wouter/use-hash-location'
import { checkRecipeFits, readRecipe } from '../../core/recipe/read-recipe'
import type { Recipe } from '../../core/recipe/recipe'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { listProjects } from '../../db/projects'
import { keepRecipe, useUi } from '../../store/ui'
import { draft } from '../../store/work'
import { stagePath } from '../routes'

/** Puts a recipe's choices into the project it was made for; without that project it waits for its file. */
export async function takeRecipe(text: string): Promise<void> {
  const recipe = readRecipe(text)
  const project = (await listProjects()).find((one) => isMadeFor(recipe, one))
  if (!project) {
    keepRecipe(recipe)
    navigate('/')
    return
  }
  await applyRecipe(recipe, project)
  navigate(stagePath(project.id, 'schema'))
  void draft(project.id)
}

/**
 * Applies the recipe that waits, if there is one, to the file that has just been read.
 * @throws StudioError recipe/other-data when columns of the recipe are missing.
 */
export async function applyWaitingRecipe(projectId: string): Promise<void> {
  const recipe = useUi.getState().waitingRecipe
  const project = recipe && (await db.projects.get(projectId))
  if (!project) return
  await applyRecipe(recipe, project)
  keepRecipe(undefined)
}

function isMadeFor({ source }: Recipe, project: Project): boolean {
  if (source.sha256 && project.source.sha256) return source.sha256 === project.source.sha256
  return source.name === project.source.fileName && source.rows === project.source.rows
}

async function applyRecipe(recipe: Recipe, project: Project): Promise<void> {
  const stored = await db.schemas.get(project.id)
  checkRecipeFits(recipe, stored?.schema.fields.map((field) => field.name) ?? [])
  await db.transaction('rw', db.schemas, db.projects, async () => {
    await db.schemas.update(project.id, { schema: recipe.schema })
    await db.projects.update(project.id, {
      split: recipe.split,
      generator: recipe.generator,
      seed: recipe.seed,
      output: recipe.output,
      updatedAt: Date.now(),
    })
  })
  notifications.show({
    title: 'Recipe loaded',
    message: `Schema, split, generator, seed and what to generate in “${project.name}” are now those of the recipe.`,
    color: 'teal',
  })
}
