import { parseArgs } from 'node:util'
import { leastDerived } from '../../src/core/images/derivation'
import type { PictureLayout } from '../../src/core/images/layouts/layout'
import { layoutIds } from '../../src/core/images/layouts/registry'
import { pictureGenerators } from '../../src/core/images/learn/registry'
import { UsageError } from './usage-error'

export interface PictureArguments {
  readonly file: string
  readonly out: string
  /** As many as were read when absent. */
  readonly images?: number
  readonly seconds: number
  /** Longest side in pixels. */
  readonly size?: number
  readonly seed: number
  readonly generator: string
  readonly layout: PictureLayout['id']
  readonly threads?: number
  /** Optimizer steps instead of a time. */
  readonly steps?: number
  /** Real pictures to begin from, by their paths in the zip. */
  readonly derive?: DerivationWish
}

export type DerivationWish =
  | { readonly how: 'variation'; readonly paths: readonly string[]; readonly strength: number }
  | { readonly how: 'interpolation'; readonly paths: readonly [string, string]; readonly frames: number }

const ids = ['auto', ...pictureGenerators.map(({ id }) => id)]

export const pictureUsage = `npm run headless -- synthesize PICTURES.zip --out DIR
  A zip of PNG or JPEG pictures in a folder per class (CLASS/x.png, or train/CLASS/x.png and test/CLASS/x.png).
  --images N            pictures to make (default: as many as the zip has)
  --seconds S           time for fitting (default 90)
  --steps N             optimizer steps instead of a time: same seed, pictures and steps, same set
  --size PX             longest side in pixels, 8–64 (default: their own, at most 64)
  --seed K              whole number (default 1)
  --generator ID        ${ids.join(' | ')} (default auto)
  --layout ID           ${layoutIds.join(' | ')} (default imagefolder: a folder per class)
  --threads N           threads that train (default: as many as there are cores)
  --like PATH[,PATH]    more like these pictures of the zip; --strength 0–1 (default 0.5): 0 the picture, 1 its class
  --between A,B         the way from one picture of the zip to another; --frames N (default 12)`

export function readPictureArguments(words: readonly string[]): PictureArguments {
  const { values, positionals } = parse(words)
  const [command, file, ...more] = positionals
  if (command !== 'synthesize' || !file || more.length > 0) throw new UsageError(pictureUsage)
  if (!values.out) throw new UsageError(`--out DIR is missing.\n${pictureUsage}`)
  const generator = values.generator ?? 'auto'
  if (!ids.includes(generator))
    throw new UsageError(`There is no generator “${generator}” for pictures: choose ${ids.join(', ')}.`)
  const { layout = 'imagefolder' } = values
  const known = layoutIds.find((id) => id === layout)
  if (!known) throw new UsageError(`There is no layout “${layout}”: choose ${layoutIds.join(', ')}.`)
  const number = (name: NumberOption, least: number, most = Number.POSITIVE_INFINITY) => {
    const text = values[name]
    if (text === undefined) return undefined
    const value = Number(text)
    if (!(value >= least && value <= most) || (!['seconds', 'strength'].includes(name) && !Number.isInteger(value)))
      throw new UsageError(
        `--${name} must be a number from ${least}${most < 1e9 ? ` to ${most}` : ''} on, not "${text}".`,
      )
    return value
  }
  const [images, size, threads, steps] = [
    number('images', 1),
    number('size', 8, 64),
    number('threads', 1),
    number('steps', 1),
  ]
  const derive = deriveFrom(values, number('strength', 0, 1), number('frames', leastDerived, 1000))
  return {
    file,
    out: values.out,
    generator,
    layout: known,
    seconds: number('seconds', 1) ?? 90,
    seed: number('seed', 0) ?? 1,
    ...(images === undefined ? {} : { images }),
    ...(size === undefined ? {} : { size }),
    ...(threads === undefined ? {} : { threads }),
    ...(steps === undefined ? {} : { steps }),
    ...(derive === undefined ? {} : { derive }),
  }
}

function deriveFrom(
  { like, between }: { readonly like?: string | undefined; readonly between?: string | undefined },
  strength: number | undefined,
  frames: number | undefined,
): DerivationWish | undefined {
  if (like !== undefined && between !== undefined) throw new UsageError('Choose --like or --between, not both.')
  if (like === undefined && strength !== undefined) throw new UsageError('--strength goes with --like.')
  if (between === undefined && frames !== undefined) throw new UsageError('--frames goes with --between.')
  const paths = (like ?? between)?.split(',').filter((path) => path !== '')
  if (paths === undefined) return undefined
  if (like !== undefined && paths.length > 0) return { how: 'variation', paths, strength: strength ?? 0.5 }
  const [first, second, ...more] = paths
  if (first === undefined || second === undefined || more.length > 0)
    throw new UsageError(
      like === undefined ? '--between takes two paths, with a comma between.' : '--like needs a path.',
    )
  return { how: 'interpolation', paths: [first, second], frames: frames ?? 12 }
}

type NumberOption = 'strength' | 'frames' | 'images' | 'seconds' | 'size' | 'seed' | 'threads' | 'steps'

function parse(words: readonly string[]) {
  const option = { type: 'string' } as const
  const [out, generator, images, seconds] = [option, option, option, option]
  const [size, seed, threads, steps] = [option, option, option, option]
  const [like, between, strength, frames, layout] = [option, option, option, option, option]
  try {
    const options = {
      out,
      generator,
      images,
      seconds,
      size,
      seed,
      threads,
      steps,
      like,
      between,
      strength,
      frames,
      layout,
    }
    return parseArgs({ args: [...words], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${pictureUsage}`)
  }
}
