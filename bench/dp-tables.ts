import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { diskSource } from '../scripts/headless/file'
import { readTable } from '../src/core/pipeline'
import { memorySource } from '../src/core/readers/bytes'
import type { Table } from '../src/core/table/table'
import { adultDomains } from './dp-domains'

const shared = path.resolve('..', 'shared')
const script = path.join(shared, 'judge', 'table.py')

export interface DpTable {
  readonly target: string
  /** What its documentation says of its columns. */
  readonly domains: readonly string[]
  readonly train: Table
  readonly test: Table
}

const files: Readonly<Record<string, { file: string; target: string; domains: readonly string[] }>> = {
  adult: { file: 'adult_train', target: 'income', domains: adultDomains },
  magic: { file: 'magic_telescope', target: 'class', domains: ['class=g|h'] },
  shoppers: { file: 'online_shoppers', target: 'Revenue', domains: ['Revenue=TRUE|FALSE', 'Weekend=TRUE|FALSE'] },
}
export const dpTables = Object.keys(files)

export const hasData = (name: string): boolean =>
  files[name] !== undefined && existsSync(path.join(shared, 'data', `${files[name].file}.csv`)) && existsSync(script)

/** The judge's train rows, and its test rows. */
export async function dpTable(name: string): Promise<DpTable> {
  const { file, target, domains } = files[name]!
  const whole = path.join(shared, 'data', `${file}.csv`)
  if (name === 'adult')
    return { target, domains, train: await read(whole), test: await read(path.join(shared, 'data', 'adult_test.csv')) }
  return inFolder(async (folder) => {
    const split = path.join(folder, 'train.csv')
    execFileSync(python(), [script, 'split', name, split], { stdio: 'ignore', env: quiet })
    const [head = '', ...lines] = readFileSync(whole, 'utf8').trim().split('\n')
    const left = new Map<string, number>()
    for (const line of readFileSync(split, 'utf8').trim().split('\n').slice(1))
      left.set(line.trim(), (left.get(line.trim()) ?? 0) + 1)
    const rest = lines.filter((line) => {
      const count = left.get(line.trim()) ?? 0
      if (count > 0) left.set(line.trim(), count - 1)
      return count === 0
    })
    const test = new TextEncoder().encode([head, ...rest, ''].join('\n'))
    return {
      target,
      domains,
      train: await read(split),
      test: (await readTable(memorySource('test.csv', test), {})).table,
    }
  })
}

/** SDMetrics' and XGBoost's figures of these rows, as one line of JSON. */
export function judge(name: string, csv: Uint8Array): Promise<string> {
  return inFolder(async (folder) => {
    const made = path.join(folder, 'made.csv')
    writeFileSync(made, csv)
    const { stdout } = spawnSync(python(), [script, 'score', name, made], { encoding: 'utf8', env: quiet })
    return stdout.trim().split('\n').at(-1) ?? ''
  })
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-dp-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const quiet = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }

const python = () =>
  execFileSync(path.join(shared, 'judge', 'setup.sh'), { encoding: 'utf8' })
    .trim()
    .split('\n')
    .at(-1)!

const read = async (file: string): Promise<Table> => (await readTable(await diskSource(file), {})).table
