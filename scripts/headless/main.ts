import { constants } from 'node:fs'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { problemText } from '../../src/app/problem-text'
import { type Problem, StudioError } from '../../src/core/problem'
import type { Threads } from '../../src/engine/wasm-backend'
import { readArguments, type SynthesizeArguments, UsageError } from './arguments'
import { diskSource, sha256Of } from './file'
import { synthesize } from './synthesize'

/** `npm run headless -- synthesize FILE --out DIR …`. Progress on stderr, a JSON summary last on stdout. */
export async function main(words: readonly string[], startThreads?: StartThreads): Promise<number> {
  try {
    console.log(JSON.stringify(await run(readArguments(words), startThreads)))
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

async function run(wish: SynthesizeArguments, startThreads?: StartThreads) {
  const source = await diskSource(wish.file)
  const recipeText = wish.recipe === undefined ? undefined : await readText(wish.recipe)
  const say = (text: string) => process.stderr.write(`${text}\n`)
  const inputs = {
    source,
    sha256: await sha256Of(source),
    ...(startThreads ? { threads: () => startThreads(wish.threads) } : {}),
    ...(recipeText === undefined ? {} : { recipeText }),
    ...(wish.complete === undefined ? {} : { given: await diskSource(wish.complete) }),
  }
  await makeFolder(wish.out)
  const made = await synthesize(inputs, wish, say)
  for (const [name, content] of Object.entries(made.files)) await writeFile(path.join(wish.out, name), content)
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
