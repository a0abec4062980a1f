import { randomUUID } from 'node:crypto'
import { type Derivation, derivationFacts, derivePictures, leastDerived } from '../../src/core/images/derivation'
import type { PictureGenerator, PictureModel } from '../../src/core/images/learn/picture-generator'
import { findPictureGenerator, readPictureOptions } from '../../src/core/images/learn/registry'
import { madeFiles } from '../../src/core/images/made-files'
import { measurePictures } from '../../src/core/images/metrics/measure-pictures'
import {
  areLikePhotos,
  automaticGenerator,
  joinPictures,
  leastPictures,
  mostLearnedSide,
  partPictures,
  samplePictures,
} from '../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../src/core/images/picture-set'
import { readPictureZip } from '../../src/core/images/read-pictures'
import type { PictureSplit } from '../../src/core/images/split-pictures'
import type { Engine } from '../../src/core/nets/engine'
import { StudioError } from '../../src/core/problem'
import { createRandom, permutation, type Random } from '../../src/core/random'
import type { ByteSource } from '../../src/core/readers/reader'
import { version } from '../../src/core/version'
import { syntheticText } from './augment'
import { decodePicture } from './decode-picture'
import type { DerivationWish, PictureArguments } from './picture-arguments'

export interface MadePictures {
  /** Paths and what they hold. */
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly summary: {
    readonly images: number
    readonly classes: number
    readonly generator: string
    readonly fitSeconds: number
    readonly sampleSeconds: number
    readonly steps: number
    readonly backend: string
  }
}

/** read → split → fit → sample → measure, on pictures. */
export async function synthesizePictures(
  source: ByteSource,
  sha256: string,
  wish: PictureArguments,
  engine: Engine,
  say: (text: string) => void,
): Promise<MadePictures> {
  const read = await readPictureZip(source, decodePicture, { longestSide: wish.size ?? mostLearnedSide })
  const { set, refused, resized, duplicates, moved } = read
  for (const { path, reason } of refused.slice(0, 10)) say(`Left out: ${path} (${reason}).`)
  if (refused.length > 10) say(`Left out: ${refused.length - 10} more.`)
  if (set.labels.length < leastPictures)
    throw new StudioError({
      code: 'images/too-few',
      name: source.name,
      pictures: set.labels.length,
      least: leastPictures,
    })
  if (read.marker) say(syntheticText(read.marker))
  if (resized > 0) say(`Resized to ${set.width} × ${set.height} pixels: ${resized} pictures.`)
  if (moved > 0) say(`Moved to train, since they repeat pictures there: ${moved}.`)
  const random = createRandom(wish.seed)
  const given = { copies: duplicates.of, ...(read.parts ? { parts: read.parts } : {}) }
  const { split, ...parts } = partPictures(set, given, wish.seed)
  const chosen = wish.generator === 'auto' ? automaticGenerator(parts.train.labels.length) : wish.generator
  const generator = findPictureGenerator(chosen)
  if (wish.generator === 'auto')
    say(`Automatic took ${generator.id}: ${parts.train.labels.length} pictures to learn from.`)
  if (generator.trains && areLikePhotos(set))
    say('Natural photos need a graphics processor and more time than this: expect blobs of the right colours.')
  const derived = wish.derive && derivationOf(wish.derive, wish.images, read.paths, split)
  const startedAt = performance.now()
  const { model, steps } = await learn(generator, parts, wish, engine, random.fork(generator.id), say)
  const fittedAt = performance.now()
  const made = derived
    ? await deriveAll(model, parts.train, derived, random.fork('sample'))
    : await samplePictures(
        model,
        labelsFor(parts.train, wish.images ?? set.labels.length, random),
        random.fork('sample'),
      )
  const sampledAt = performance.now()
  const report = await measurePictures({ ...parts, made, model }, engine.velocity!, random.fork('report'))
  model.dispose()
  if (report?.copies.moved.isCopying)
    say(
      `Some are copies: ${(100 * report.copies.moved.share).toFixed(1)} % lie as near to a learned picture as 1 % of test pictures do.`,
    )
  const backend = engine.backend
  const facts = {
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    source: { name: source.name, sha256, pictures: set.labels.length },
    split: { train: split.train.length, control: split.control.length, test: split.test.length },
    generator: { type: generator.id, hyperparameters: optionsOf(generator, wish), backend, steps, seed: wish.seed },
    seed: wish.seed,
    ...(derived ? { derived: derivationFacts(derived, (place) => read.paths[split.train[place]!]!) } : {}),
    sourceGeneration: read.marker?.generation ?? 0,
  }
  const files: Record<string, Uint8Array> = {}
  for await (const { name, bytes } of madeFiles({
    classes: made.classes,
    pictures: [made],
    facts,
    report,
    layout: 'imagefolder',
  }))
    files[name] = bytes
  return {
    files,
    summary: {
      images: made.labels.length,
      classes: made.classes.length,
      generator: generator.id,
      fitSeconds: Math.round(fittedAt - startedAt) / 1000,
      sampleSeconds: Math.round(sampledAt - fittedAt) / 1000,
      steps,
      backend,
    },
  }
}

/** @throws images/not-learned */
function derivationOf(
  wish: DerivationWish,
  images: number | undefined,
  paths: readonly string[],
  { train, control, test }: PictureSplit,
): Derivation {
  const placeOf = (path: string) => {
    const isIt = (place: number) => paths[place] === path || paths[place]!.endsWith(`/${path}`)
    const found = train.findIndex(isIt)
    if (found >= 0) return found
    const isHeldBack = [...control, ...test].some(isIt)
    const known = [...train.slice(0, 3)].map((place) => paths[place]!)
    throw new StudioError({ code: 'images/not-learned', path, isHeldBack, known })
  }
  if (wish.how === 'interpolation')
    return { how: wish.how, from: [placeOf(wish.paths[0]), placeOf(wish.paths[1])], frames: wish.frames }
  const from = wish.paths.map(placeOf)
  const each = Math.ceil(Math.max(images ?? 12 * from.length, leastDerived) / from.length)
  return { how: wish.how, from, each, strength: wish.strength }
}

async function deriveAll(model: PictureModel, train: PictureSet, wish: Derivation, random: Random) {
  const sets: PictureSet[] = []
  for await (const set of derivePictures(model, train, wish, random)) sets.push(set)
  return joinPictures(sets)
}

const optionsOf = (generator: PictureGenerator, { steps }: PictureArguments) =>
  readPictureOptions(generator, generator.trains && steps !== undefined ? { steps } : {})

async function learn(
  generator: PictureGenerator,
  { train, control }: { readonly train: PictureSet; readonly control: PictureSet },
  wish: PictureArguments,
  engine: Engine,
  random: Random,
  say: (text: string) => void,
): Promise<{ readonly model: PictureModel; readonly steps: number }> {
  let model: PictureModel | undefined
  let steps = 0
  let saidAt = performance.now()
  const context = {
    random,
    control: { role: 'control', set: control } as const,
    engine,
    seconds: wish.seconds,
    now: () => performance.now(),
  }
  for await (const step of generator.fit({ role: 'train', set: train }, optionsOf(generator, wish), context)) {
    model = step.model
    steps = step.step ?? 0
    if (performance.now() - saidAt < 2000) continue
    saidAt = performance.now()
    say(`${generator.label}: ${Math.round(100 * step.progress)} %, step ${steps}, loss ${step.loss?.toFixed(3)}`)
  }
  return { model: model!, steps }
}

/** Classes in the shares of the train pictures. */
function labelsFor({ labels }: PictureSet, images: number, random: Random): Int32Array {
  const order = permutation(labels.length, random.fork('labels'))
  return Int32Array.from({ length: images }, (_, i) => labels[order[i % order.length]!]!)
}
