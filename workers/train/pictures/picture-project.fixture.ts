import { defaultRecipe } from '../../../src/core/images/augment/augment-recipe'
import type { PictureSet } from '../../../src/core/images/picture-set'
import { plainDialect } from '../../../src/core/readers/reader'
import { defaultGenerator, defaultSplit } from '../../../src/core/recipe/defaults'
import { db } from '../../../src/db/database'
import type { Project } from '../../../src/db/objects'
import { blockPictures } from '../../../src/db/pictures'

/** A project of pictures as the importer would have left it. */
export async function storeProject(id: string, set: PictureSet): Promise<Project> {
  const { width, height, channels, pixels, labels, classes } = set
  const size = width * height * channels
  const source = {
    fileName: `${id}.zip`,
    bytes: pixels.length,
    format: 'pictures',
    rows: labels.length,
    columns: classes.length,
    dialect: plainDialect,
    sheets: [],
    warnings: [],
    complete: true,
    status: 'ready' as const,
  }
  const project: Project = {
    id,
    name: id,
    kind: 'pictures',
    createdAt: 1,
    updatedAt: 1,
    lastOpenedAt: 1,
    split: defaultSplit,
    generator: defaultGenerator,
    seed: 1,
    source,
  }
  await db.projects.put(project)
  await db.pictures.put({
    projectId: id,
    width,
    height,
    channels,
    classes,
    labels,
    refused: [],
    resized: 0,
    exactCopies: 0,
    nearCopies: 0,
    moved: 0,
    recipe: defaultRecipe,
  })
  for (let block = 0; block * blockPictures < labels.length; block++) {
    const own = pixels.slice(block * blockPictures * size, (block + 1) * blockPictures * size)
    await db.pictureBlocks.put({ projectId: id, kind: 'pixels', block, pixels: own })
  }
  return project
}
