import { constants } from 'node:fs'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { problemText } from '../../src/app/problem-text'
import { type Problem, StudioError } from '../../src/core/problem'
import type { Threads } from '../../src/engine/wasm-backend'
import { readArguments, type SynthesizeArguments, usage } from './arguments'
import { augment } from './augment'
import { type AugmentArguments, augmentUsage, readAugmentArguments } from './augment-arguments'
import { compose } from './compose'
import { type ComposeArguments, composeUsage, readComposeArguments } from './compose-arguments'
import { evaluate } from './evaluate'
import { type EvaluateArguments, evaluateUsage, readEvaluateArguments } from './evaluate-arguments'
import { diskSource, sha256Of } from './file'
import { type PictureArguments, pictureUsage, readPictureArguments } from './picture-arguments'
import { nodeEngine, synthesize } from './synthesize'
import { synthesizePictures } from './synthesize-pictures'
import { UsageError } from './usage-error'

/**
 * `npm run headless -- synthesize FILE …`, `synthesize PICTURES.zip …`, `augment PICTURES.zip …`, `compose PICTURES.zip …` or `evaluate --real FILE …`.
 * Progress on stderr, a JSON summary last on stdout.
 */
export async function main(words: readonly string[], startThreads?: StartThreads): Promise<number> {
  try {
    console.log(JSON.stringify(await runCommand(words, startThreads)))
    return 0
  } catch (error) {
    if (error instanceof UsageError) console.error(error.message)
    else if (error instanceof StudioError) {
      const { title, advice } = problemText(error.problem)
      console.error([`${title}.`, ...known(error.problem), advice].join(' '))
    } else throw error
    return 2
  }
}

/** Values that may have been meant. */
function known(problem: Problem): string[] {
  if (problem.code !== 'encode/unknown-value' || !problem.known?.length) return []
  return [`It holds ${problem.known.map((value) => `“${value}”`).join(', ')}, among others.`]
}

/** Threads that share the work, as many as asked for or as there are cores. */
type StartThreads = (most?: number) => Promise<Threads>

function runCommand(words: readonly string[], startThreads?: StartThreads) {
  const [command, ...rest] = words
  if (command === 'synthesize' && rest.some((word) => /\.zip$/i.test(word)))
    return runPictures(readPictureArguments(words), startThreads)
  if (command === 'synthesize') return runSynthesize(readArguments(words), startThreads)
  if (command === 'evaluate') return runEvaluate(readEvaluateArguments(rest))
  if (command === 'augment') return runAugment(readAugmentArguments(rest))
  if (command === 'compose') return runCompose(readComposeArguments(rest))
  throw new UsageError([usage, pictureUsage, augmentUsage, composeUsage, evaluateUsage].join('\n'))
}

const say = (text: string) => process.stderr.write(`${text}\n`)

async function runEvaluate(wish: EvaluateArguments) {
  const inputs = {
    real: await diskSource(wish.real),
    synthetic: await diskSource(wish.synthetic),
    ...(wish.holdout === undefined ? {} : { holdout: await diskSource(wish.holdout) }),
  }
  await makeFolder(wish.out)
  const { files, summary } = await evaluate(inputs, wish, say)
  await writeAll(wish.out, files)
  return summary
}

async function runAugment(wish: AugmentArguments) {
  const source = await diskSource(wish.file)
  const recipeText = wish.recipe === undefined ? undefined : await readText(wish.recipe)
  const inputs = { source, sha256: await sha256Of(source), ...(recipeText === undefined ? {} : { recipeText }) }
  await makeFolder(wish.out)
  return augment(inputs, wish, say)
}

async function runCompose(wish: ComposeArguments) {
  const source = await diskSource(wish.file)
  const recipeText = wish.recipe === undefined ? undefined : await readText(wish.recipe)
  const inputs = { source, sha256: await sha256Of(source), ...(recipeText === undefined ? {} : { recipeText }) }
  await makeFolder(wish.out)
  return compose(inputs, wish, say)
}

async function writeAll(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const folders = new Set(Object.keys(files).map((name) => path.dirname(name)))
  for (const each of folders) await mkdir(path.join(folder, each), { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content)
}

async function runPictures(wish: PictureArguments, startThreads?: StartThreads) {
  const source = await diskSource(wish.file)
  await makeFolder(wish.out)
  const engine = await nodeEngine(await startThreads?.(wish.threads))
  const made = await synthesizePictures(source, await sha256Of(source), wish, engine, say)
  await writeAll(wish.out, made.files)
  return made.summary
}

async function runSynthesize(wish: SynthesizeArguments, startThreads?: StartThreads) {
  const source = await diskSource(wish.file)
  const recipeText = wish.recipe === undefined ? undefined : await readText(wish.recipe)
  const inputs = {
    source,
    sha256: await sha256Of(source),
    ...(startThreads ? { threads: () => startThreads(wish.threads) } : {}),
    ...(recipeText === undefined ? {} : { recipeText }),
    ...(wish.complete === undefined ? {} : { given: await diskSource(wish.complete) }),
  }
  await makeFolder(wish.out)
  const made = await synthesize(inputs, wish, say)
  await writeAll(wish.out, made.files)
  return made.summary
}

/** Before the work begins, so that none is lost to a folder that can't be written. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch {
    throw new UsageError(`The folder ${folder} can’t be made or written: choose another one for --out.`)
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new UsageError(`There is no file ${file}.`)
  }
}
