import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Figures, references } from './tabular-references'

const judge = path.resolve('..', 'shared', 'judge')

/**
 * npm run bench -- tabular [adult|magic|shoppers …] [--generator ID] [--seconds S] [--seed K]
 * Runs the headless command on the judge's train rows, all of them, scores what it made, and prints it beside others'
 * figures. Needs the judge (a Python with SDMetrics and XGBoost) beside the project.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      generator: { type: 'string', default: 'sequential-trees' },
      seconds: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  })
  const names = positionals.length > 0 ? positionals : Object.keys(references)
  const unknown = names.filter((name) => !references[name])
  if (unknown.length > 0)
    return fail(`No such table: ${unknown.join(', ')}. There are: ${Object.keys(references).join(', ')}.`)
  if (!existsSync(path.join(judge, 'table.py'))) {
    return fail(
      `The judge is missing: ${path.relative('.', judge)} must hold table.py, setup.sh and, beside it, the data.`,
    )
  }
  const python = execFileSync(path.join(judge, 'setup.sh'), { encoding: 'utf8' }).trim().split('\n').at(-1)!
  for (const name of names) {
    const folder = mkdtempSync(path.join(tmpdir(), 'bench-tabular-'))
    try {
      const options = values.seconds ? ['--seconds', values.seconds] : []
      const made = measure(name, folder, python, [...options, '--generator', values.generator, '--seed', values.seed])
      print(name, made)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return 0
}

function fail(sentence: string): number {
  console.error(sentence)
  return 2
}

interface Made extends Figures {
  readonly realTstr: number
  readonly facts: string
}

function measure(name: string, folder: string, python: string, options: readonly string[]): Made {
  const ask = (what: string, file: string) => {
    const words = [path.join(judge, 'table.py'), what, name, file]
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
    return execFileSync(python, words, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] })
  }
  const train = path.join(folder, `${name}.csv`)
  ask('split', train)
  const out = path.join(folder, 'made')
  const summary = synthesize(train, out, options)
  const csv = readdirSync(out).find((file) => file.endsWith('.csv'))
  if (!csv) throw new Error('the headless command wrote no CSV')
  const score = lastJson(ask('score', path.join(out, csv)))
  const battery = lastJson(ask('battery', path.join(out, csv)))
  return {
    who: `here: ${summary['generator']}`,
    seconds: number(summary['fitSeconds']) + number(summary['sampleSeconds']),
    shape: number(score['shapeErrorPercent']),
    trend: number(score['trendErrorPercent']),
    tstr: number(score['tstrAuc']),
    twoSample: number(score['twoSampleAuc']),
    nearCopies: number(battery['nearCopiesPercent']),
    realTstr: number(score['realAuc']),
    facts: `${JSON.stringify(summary)}\n${JSON.stringify(battery)}`,
  }
}

function synthesize(train: string, out: string, options: readonly string[]): Record<string, unknown> {
  const words = [path.resolve('scripts/headless.mjs'), 'synthesize', train, '--out', out, '--all-rows', ...options]
  const run = spawnSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (run.status !== 0) throw new Error(`the headless command ended with ${run.status ?? run.signal}`)
  return lastJson(run.stdout)
}

function lastJson(text: string): Record<string, unknown> {
  return JSON.parse(text.trim().split('\n').at(-1)!) as Record<string, unknown>
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

function print(name: string, made: Made): void {
  const header = ['', 'seconds', 'shape %', 'trend %', 'TSTR AUC', 'two-sample', 'near copies %']
  const rows = [made, ...(references[name] ?? [])].map(cells)
  const widths = header.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ')
  console.log(`\n${name} (real rows: TSTR AUC ${made.realTstr})`)
  for (const row of [header, ...rows]) console.log(line(row))
  console.log(made.facts)
}

function cells({ who, seconds, shape, trend, tstr, twoSample, nearCopies }: Figures): string[] {
  const shown = (value: number | undefined, places: number) => (value === undefined ? '–' : value.toFixed(places))
  return [
    who,
    shown(seconds, 1),
    shown(shape, 2),
    shown(trend, 2),
    shown(tstr, 4),
    shown(twoSample, 3),
    shown(nearCopies, 1),
  ]
}
