import { parseArgs } from 'node:util'
import { mostHeld, mostScenes, scenePresets } from '../../src/core/images/compose/scene-recipe'
import type { PictureLayout } from '../../src/core/images/layouts/layout'
import { layoutIds } from '../../src/core/images/layouts/registry'
import { between, whole } from './augment-arguments'
import { UsageError } from './usage-error'

export interface ComposeArguments {
  readonly file: string
  readonly out: string
  readonly recipe?: string
  readonly preset?: string
  readonly layout: PictureLayout['id']
  readonly scenes?: number
  /** Of the scenes those for validation and for testing, 0–1. */
  readonly validation?: number
  readonly test?: number
  readonly seed?: number
  /** Pixels of both sides of the scenes. */
  readonly size?: number
}

const presets = scenePresets.map(({ id }) => id)

export const composeUsage = `npm run headless -- compose PICTURES.zip --out DIR
  Places cut-outs (pictures with clear parts, or things that COCO, YOLO or VOC files mark) on backgrounds.
  --scenes N            scenes to make (default 100)
  --validation P        share of the scenes for validation (default 0)
  --test P              share of the scenes for testing (default 0); they hold the same things as the others
  --layout ID           ${layoutIds.join(' | ')} (default coco)
  --preset ID           ${presets.join(' | ')} (default objects; inspection: defects on your own pictures of good parts)
  --recipe FILE         a recipe.json that was exported; the options here win over it
  --size PX             sides of the scenes, 16–2048 (default 512)
  --seed K              whole number (default 1): same seed and pictures, same files`

export function readComposeArguments(words: readonly string[]): ComposeArguments {
  const { positionals, values } = parse(words)
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new UsageError(composeUsage)
  if (!values.out) throw new UsageError(`--out DIR is missing.\n${composeUsage}`)
  const { preset, recipe, layout = 'coco' } = values
  if (preset !== undefined && !presets.some((id) => id === preset))
    throw new UsageError(`There is no preset “${preset}”: choose ${presets.join(', ')}.`)
  const known = layoutIds.find((id) => id === layout)
  if (!known) throw new UsageError(`There is no layout “${layout}”: choose ${layoutIds.join(', ')}.`)
  const scenes = whole('--scenes', values.scenes, 1, mostScenes)
  const seed = whole('--seed', values.seed, 0, 2 ** 32 - 1)
  const size = whole('--size', values.size, 16, 2048)
  const validation = between('--validation', values.validation, 0, mostHeld)
  const test = between('--test', values.test, 0, mostHeld)
  if ((validation ?? 0) + (test ?? 0) > mostHeld)
    throw new UsageError(`--validation and --test together must be ${mostHeld} at most.`)
  return {
    file,
    out: values.out,
    layout: known,
    ...(recipe === undefined ? {} : { recipe }),
    ...(preset === undefined ? {} : { preset }),
    ...(scenes === undefined ? {} : { scenes }),
    ...(validation === undefined ? {} : { validation }),
    ...(test === undefined ? {} : { test }),
    ...(seed === undefined ? {} : { seed }),
    ...(size === undefined ? {} : { size }),
  }
}

function parse(words: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    const parts = { validation: text, test: text }
    const options = {
      out: text,
      recipe: text,
      preset: text,
      layout: text,
      scenes: text,
      seed: text,
      size: text,
      ...parts,
    }
    return parseArgs({ args: [...words], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${composeUsage}`)
  }
}
