import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sceneClasses } from '../../src/core/images/compose/compose-scene'
import { composedFiles, composePicture } from '../../src/core/images/compose/composed-files'
import {
  defaultSceneRecipe,
  ownBackground,
  readSceneRecipe,
  type SceneRecipe,
  scenePresets,
} from '../../src/core/images/compose/scene-recipe'
import { findSources, kitOf, type SceneMaterial } from '../../src/core/images/compose/scene-sources'
import { type ReadPictures, readPictureZip } from '../../src/core/images/read-pictures'
import { version } from '../../src/core/version'
import { factsOf, type Inputs, sayWhatWasRead } from './augment'
import type { ComposeArguments } from './compose-arguments'
import { decodePicture } from './decode-picture'

/** Longer side of what is cut out or serves as a ground; a scene is seldom larger. */
const longestSide = 512

/** Scenes of what a zip holds, with boxes and masks, in `wish.out`. */
export async function compose(
  { source, sha256, recipeText }: Inputs,
  wish: ComposeArguments,
  say: (text: string) => void,
) {
  const read = await readPictureZip(source, decodePicture, { longestSide })
  sayWhatWasRead(read, say)
  const material = materialOf(read, source.name)
  const { cutOuts, grounds } = findSources(material)
  say(`Found ${cutOuts.length} cut-outs, and ${grounds.length} pictures that may be backgrounds.`)
  const recipe = recipeOf(recipeText, wish, grounds.length > 0)
  const kit = kitOf(material, recipe)
  const classes = sceneClasses(kit, recipe)
  const facts = factsOf(read, source.name, sha256, cutOuts.length)
  const started = performance.now()
  let things = 0
  const make = async (index: number) => {
    const made = await composePicture(recipe, kit, index, version)
    things += made.things.length
    return made
  }
  for await (const { name, bytes } of composedFiles({ classes, recipe, layout: wish.layout, facts, make })) {
    const file = path.join(wish.out, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  return {
    images: recipe.scenes,
    classes: classes.length,
    things,
    composeSeconds: Math.round((performance.now() - started) / 10) / 100,
    refused: read.refused.length,
  }
}

function recipeOf(text: string | undefined, wish: ComposeArguments, hasGrounds: boolean): SceneRecipe {
  const { preset, scenes, seed, size, validation, test } = wish
  const saved =
    text === undefined
      ? { ...defaultSceneRecipe, backgrounds: hasGrounds ? [ownBackground] : defaultSceneRecipe.backgrounds }
      : readSceneRecipe(text)
  const change = scenePresets.find(({ id }) => id === preset)?.change
  return {
    ...saved,
    ...change,
    ...(preset === 'inspection' ? { backgrounds: [ownBackground] } : {}),
    ...(scenes === undefined ? {} : { scenes }),
    ...(validation === undefined && test === undefined
      ? {}
      : { split: { validation: validation ?? 0, test: test ?? 0 } }),
    ...(seed === undefined ? {} : { seed }),
    ...(size === undefined ? {} : { width: size, height: size }),
  }
}

function materialOf({ set, parts, alphas, things, thingClasses }: ReadPictures, name: string): SceneMaterial {
  const size = set.width * set.height * set.channels
  return {
    name,
    classes: set.classes,
    labels: set.labels,
    ...(parts ? { parts } : {}),
    channels: set.channels,
    thingClasses,
    hasAlpha: (place) => alphas?.[place] !== undefined,
    things: (place) => things?.[place] ?? [],
    picture: (place) => ({ ...set, pixels: set.pixels.subarray(place * size, (place + 1) * size) }),
    alpha: (place) => alphas![place]!,
  }
}
