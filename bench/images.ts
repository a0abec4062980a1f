import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type PictureFigures, type PictureTask, pictureTasks } from './images-references'

const shared = path.resolve('..', 'shared')
const judge = path.join(shared, 'judge')

/**
 * npm run bench -- images [fashion|cifar|digits …] [--seconds S] [--generator ID] [--seed K] [--keep DIR]
 * Runs the headless command on the judge's zips on one thread, scores what it made, and prints it beside others' figures.
 * Needs the judge (a Python with torch) and its data beside the project.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      generator: { type: 'string', default: 'pyramid-flow' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'string' },
    },
  })
  const names = positionals.length > 0 ? positionals : Object.keys(pictureTasks)
  const unknown = names.filter((name) => !pictureTasks[name])
  if (unknown.length > 0)
    return fail(`No such pictures: ${unknown.join(', ')}. There are: ${Object.keys(pictureTasks).join(', ')}.`)
  if (!existsSync(path.join(judge, 'images.py'))) {
    const wanted = path.relative('.', judge)
    return fail(`The judge is missing: ${wanted} must hold images.py, setup.sh and, beside it, the data.`)
  }
  const python = execFileSync(path.join(judge, 'setup.sh'), { encoding: 'utf8' }).trim().split('\n').at(-1)!
  for (const name of names) {
    const task = pictureTasks[name]!
    const folder = values.keep ? path.join(values.keep, name) : mkdtempSync(path.join(tmpdir(), 'bench-images-'))
    const seconds = values.seconds ?? String(task.seconds)
    try {
      const summary = synthesize(task, folder, [
        '--seconds',
        seconds,
        '--generator',
        values.generator,
        '--seed',
        values.seed,
      ])
      print(name, score(task, folder, python), summary, task)
    } finally {
      if (!values.keep) rmSync(folder, { recursive: true, force: true })
    }
  }
  return 0
}

function fail(sentence: string): number {
  console.error(sentence)
  return 2
}

const zipOf = ({ zip }: PictureTask) => path.join(shared, 'data', 'images', `${zip}.zip`)

function synthesize(task: PictureTask, out: string, options: readonly string[]): Record<string, number | string> {
  const fixed = ['--out', out, '--images', String(task.images), '--threads', '1']
  const words = [path.resolve('scripts/headless.mjs'), 'synthesize', zipOf(task), ...fixed, ...options]
  const run = spawnSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (run.status !== 0) throw new Error(`the headless command ended with ${run.status ?? run.signal}`)
  return lastJson(run.stdout) as Record<string, number | string>
}

function score(task: PictureTask, folder: string, python: string): Record<string, number> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
  const words = [path.join(judge, 'images.py'), zipOf(task), folder]
  return lastJson(execFileSync(python, words, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] }))
}

function lastJson(text: string): Record<string, number> {
  return JSON.parse(text.trim().split('\n').at(-1)!) as Record<string, number>
}

function print(
  name: string,
  judged: Record<string, number>,
  summary: Record<string, number | string>,
  { references }: PictureTask,
): void {
  const made: PictureFigures = {
    who: `here: ${summary['generator']}`,
    tstr: judged['accuracyTstr']!,
    coverage: judged['coverage']!,
    frechet: judged['frechet']!,
    recall: judged['recall']!,
    copies: judged['shareNearerThanTest1Percent']!,
  }
  const header = ['', 'TSTR', 'coverage', 'FD', 'recall', 'near copies']
  const rows = [made, ...references].map(cells)
  const widths = header.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ')
  const real = `real pictures: accuracy ${judged['accuracyReal']}, FD ${judged['frechetTrainTest']}`
  const perThousand = ((1000 * Number(summary['sampleSeconds'])) / Number(summary['images'])).toFixed(1)
  console.log(
    `\n${name} (${real}; fitted for ${summary['fitSeconds']} s, ${perThousand} s for 1,000 pictures, must ≤ 6)`,
  )
  for (const row of [header, ...rows]) console.log(line(row))
  console.log(`${JSON.stringify(summary)}\n${JSON.stringify(judged)}`)
}

function cells({ who, tstr, coverage, frechet, recall, copies }: PictureFigures): string[] {
  const shown = (value: number | undefined, places: number) => (value === undefined ? '–' : value.toFixed(places))
  const share = copies === undefined ? '–' : `${(100 * copies).toFixed(1)} %`
  return [who, shown(tstr, 3), shown(coverage, 3), shown(frechet, 1), shown(recall, 3), share]
}
