import { parseArgs } from 'node:util'
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
  readonly threads?: number
  /** Optimizer steps instead of a time. */
  readonly steps?: number
}

const ids = ['auto', ...pictureGenerators.map(({ id }) => id)]

export const pictureUsage = `npm run headless -- synthesize PICTURES.zip --out DIR
  A zip of PNG or JPEG pictures in a folder per class (CLASS/x.png, or train/CLASS/x.png and test/CLASS/x.png).
  --images N            pictures to make (default: as many as the zip has)
  --seconds S           time for fitting (default 90)
  --steps N             optimizer steps instead of a time: same seed, pictures and steps, same set
  --size PX             longest side in pixels, 8–64 (default: their own, at most 64)
  --seed K              whole number (default 1)
  --generator ID        ${ids.join(' | ')} (default auto)
  --threads N           threads that train (default: as many as there are cores)`

export function readPictureArguments(words: readonly string[]): PictureArguments {
  const { values, positionals } = parse(words)
  const [command, file, ...more] = positionals
  if (command !== 'synthesize' || !file || more.length > 0) throw new UsageError(pictureUsage)
  if (!values.out) throw new UsageError(`--out DIR is missing.\n${pictureUsage}`)
  const generator = values.generator ?? 'auto'
  if (!ids.includes(generator))
    throw new UsageError(`There is no generator “${generator}” for pictures: choose ${ids.join(', ')}.`)
  const number = (name: NumberOption, least: number, most = Number.POSITIVE_INFINITY) => {
    const text = values[name]
    if (text === undefined) return undefined
    const value = Number(text)
    if (!(value >= least && value <= most) || (name !== 'seconds' && !Number.isInteger(value)))
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
  return {
    file,
    out: values.out,
    generator,
    seconds: number('seconds', 1) ?? 90,
    seed: number('seed', 0) ?? 1,
    ...(images === undefined ? {} : { images }),
    ...(size === undefined ? {} : { size }),
    ...(threads === undefined ? {} : { threads }),
    ...(steps === undefined ? {} : { steps }),
  }
}

type NumberOption = 'images' | 'seconds' | 'size' | 'seed' | 'threads' | 'steps'

function parse(words: readonly string[]) {
  const option = { type: 'string' } as const
  const [out, generator, images, seconds] = [option, option, option, option]
  const [size, seed, threads, steps] = [option, option, option, option]
  try {
    const options = { out, generator, images, seconds, size, seed, threads, steps }
    return parseArgs({ args: [...words], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${pictureUsage}`)
  }
}
