import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import references from './more-tables-references.json' with { type: 'json' }

type TableName = keyof typeof references.tables
const names = Object.keys(references.tables) as TableName[]
const judge = path.resolve('..', 'shared', 'judge')
const script = path.resolve('bench/oracles/more_tables.py')

/**
 * npm run bench -- more-tables [diamonds|mammography|… …] [--generator ID] [--seed K]
 * Eight more tables: headless with default settings, one thread, all rows, scored by the judge and printed beside
 * TabularARGN's stored figures and those of real rows not learned from. Our seconds are on the wall, TabularARGN's of
 * processor time. The network's sizes were chosen with scores of mammography, contracts, vehicle and tetuan in view, a
 * rule of the schema with retail; diamonds, penguins and titanic had no say.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { generator: { type: 'string', default: 'any-order' }, seed: { type: 'string', default: '1' } },
  })
  const unknown = positionals.filter((name) => !names.includes(name as TableName))
  if (unknown.length > 0) return fail(`No such table: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  if (!existsSync(path.join(judge, 'table.py')))
    return fail(
      `The judge is missing: ${path.relative('.', judge)} must hold table.py, setup.sh and, beside it, the data.`,
    )
  const python = execFileSync(path.join(judge, 'setup.sh'), { encoding: 'utf8' }).trim().split('\n').at(-1)!
  for (const name of positionals.length > 0 ? (positionals as TableName[]) : names) {
    const folder = mkdtempSync(path.join(tmpdir(), 'bench-more-'))
    try {
      print(name, measure(name, folder, python, ['--generator', values.generator, '--seed', values.seed]))
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

interface Figures {
  readonly seconds: number
  readonly shape: number
  readonly trend: number
  readonly tstr: number
  readonly twoSample: number
  readonly twoSampleUnseen: number
}

function measure(name: TableName, folder: string, python: string, options: readonly string[]): Figures {
  const train = path.join(folder, `${name}.csv`)
  const out = path.join(folder, 'made')
  const ask = (what: string, file: string) =>
    execFileSync(python, [script, judge, what, name, file], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  ask('split', train)
  const words = ['synthesize', train, '--out', out, '--all-rows', '--threads', '1', ...options]
  const run = spawnSync(process.execPath, [path.resolve('scripts/headless.mjs'), ...words], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`the headless command ended with ${run.status ?? run.signal}: ${run.stderr}`)
  const summary = lastJson(run.stdout)
  const csv = readdirSync(out).find((file) => file.endsWith('.csv'))
  if (!csv) throw new Error('the headless command wrote no CSV')
  const score = lastJson(ask('score', path.join(out, csv)))
  return { ...(score as unknown as Figures), seconds: Number(summary['fitSeconds']) + Number(summary['sampleSeconds']) }
}

function lastJson(text: string): Record<string, unknown> {
  return JSON.parse(text.trim().split('\n').at(-1)!) as Record<string, unknown>
}

function print(name: TableName, made: Figures): void {
  const { tabularArgn, realSample, realTstr } = references.tables[name]
  const line = (cells: readonly string[]) =>
    cells.map((cell, c) => (c === 0 ? cell.padEnd(24) : cell.padStart(12))).join('')
  const row = (who: string, { seconds, shape, trend, tstr, twoSample, twoSampleUnseen }: Figures) =>
    line([
      who,
      seconds.toFixed(1),
      shape.toFixed(2),
      trend.toFixed(2),
      tstr.toFixed(4),
      twoSample.toFixed(3),
      twoSampleUnseen.toFixed(3),
    ])
  console.log(`\n${name} (TSTR AUC of real rows ${realTstr})`)
  console.log(line(['', 'seconds', 'shape %', 'trend %', 'TSTR AUC', 'two-sample', 'unseen rows']))
  console.log(row('here', made))
  console.log(row('TabularARGN', tabularArgn))
  console.log(line([`${realSample.rows} real test rows`, '', realSample.shape.toFixed(2), realSample.trend.toFixed(2)]))
  const wins = (['shape', 'trend'] as const).filter((key) => made[key] <= tabularArgn[key]).length
  const isUseful = made.tstr >= tabularArgn.tstr
  const isQuick = made.seconds <= tabularArgn.seconds / 2
  console.log(
    `better on ${wins} of 2 errors, ${isUseful ? 'and' : 'not'} on usefulness, ${isQuick ? 'within' : 'not within'} half its time`,
  )
}
