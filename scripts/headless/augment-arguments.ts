import { parseArgs } from 'node:util'
import { type MixKind, mixKinds } from '../../src/core/images/augment/mixing'
import { presets } from '../../src/core/images/augment/presets'
import type { PictureLayout } from '../../src/core/images/layouts/layout'
import { layoutIds } from '../../src/core/images/layouts/registry'
import { UsageError } from './usage-error'

export interface AugmentArguments {
  readonly file: string
  readonly out: string
  readonly recipe?: string
  readonly preset?: string
  readonly mix?: MixKind
  /** Of pictures that are mixed, 0–1. */
  readonly mixChance?: number
  readonly mixAlpha?: number
  readonly layout: PictureLayout['id']
  readonly perClass?: number
  /** Damages the test pictures in 15 ways at 5 levels, instead. */
  readonly isLadder: boolean
  readonly seed?: number
  /** Pixels of the longer side. */
  readonly size?: number
}

export const augmentUsage = `npm run headless -- augment PICTURES.zip --out DIR
  --per-class N         made pictures for each class (default: as many as the class has)
  --preset ID           ${presets.map(({ id }) => id).join(' | ')} (default gentle)
  --mix ID              ${mixKinds.join(' | ')}: some pictures are mixed, their labels shared (train/metadata.jsonl)
  --mix-chance P        share of pictures that are mixed (default 0.5)
  --mix-alpha A         of Beta(A, A): 1 makes all shares as likely (default 0.2 for mixup, 1 for cutmix)
  --layout ID           ${layoutIds.join(' | ')}: how boxes and masks are written (default imagefolder)
  --recipe FILE         a recipe.json that was exported; the options here win over it
  --size PX             longer side of the pictures, if theirs is longer (default 256)
  --seed K              whole number (default 1): same seed and pictures, same files
  --ladder              instead: the test pictures damaged in 15 ways at 5 levels, to see how robust a model is`

export function readAugmentArguments(words: readonly string[]): AugmentArguments {
  const { positionals, values } = parse(words)
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new UsageError(augmentUsage)
  if (!values.out) throw new UsageError(`--out DIR is missing.\n${augmentUsage}`)
  const { preset } = values
  if (preset !== undefined && !presets.some(({ id }) => id === preset))
    throw new UsageError(`There is no preset “${preset}”: choose ${presets.map(({ id }) => id).join(', ')}.`)
  const perClass = whole('--per-class', values['per-class'], 1, 100_000)
  const seed = whole('--seed', values.seed, 0, 2 ** 32 - 1)
  const mix = oneOf('--mix', values.mix, mixKinds)
  const mixChance = between('--mix-chance', values['mix-chance'], 0, 1)
  const mixAlpha = between('--mix-alpha', values['mix-alpha'], 0.05, 10)
  const size = whole('--size', values.size, 4, 2048)
  return {
    file,
    out: values.out,
    isLadder: values.ladder ?? false,
    layout: oneOf('--layout', values.layout, layoutIds) ?? 'imagefolder',
    ...(mix === undefined ? {} : { mix }),
    ...(mixChance === undefined ? {} : { mixChance }),
    ...(mixAlpha === undefined ? {} : { mixAlpha }),
    ...(values.recipe === undefined ? {} : { recipe: values.recipe }),
    ...(preset === undefined ? {} : { preset }),
    ...(perClass === undefined ? {} : { perClass }),
    ...(seed === undefined ? {} : { seed }),
    ...(size === undefined ? {} : { size }),
  }
}

function parse(words: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: text,
        recipe: text,
        preset: text,
        mix: text,
        'mix-chance': text,
        'mix-alpha': text,
        layout: text,
        'per-class': text,
        seed: text,
        size: text,
        ladder: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${augmentUsage}`)
  }
}

function oneOf<Id extends string>(name: string, text: string | undefined, ids: readonly Id[]): Id | undefined {
  const found = ids.find((id) => id === text)
  if (text !== undefined && found === undefined)
    throw new UsageError(`${name} must be one of ${ids.join(', ')}, not "${text}".`)
  return found
}

/** An option that is a number. */
export function between(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new UsageError(`${name} must be a number from ${least} to ${most}, not "${text}".`)
  return value
}

/** An option that is a whole number. */
export function whole(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`)
  return value
}
