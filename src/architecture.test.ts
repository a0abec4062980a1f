import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** The rooms, what each may import of ours, and of packages (a trailing * stands for any ending). */
const rooms: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>> = {
  core: {
    rooms: [],
    packages: [
      'valibot',
      'papaparse',
      'hyparquet*',
      'read-excel-file*',
      'write-excel-file*',
      'fflate',
      '@faker-js/faker*',
    ],
  },
  engine: { rooms: ['core'], packages: ['@tensorflow/*'] },
  db: { rooms: ['core'], packages: ['dexie', 'dexie-export-import'] },
  wire: { rooms: ['core'], packages: ['comlink'] },
  workers: {
    rooms: ['core', 'engine', 'db', 'wire'],
    packages: ['comlink', 'dexie', 'dexie-export-import', '@tensorflow/tfjs-backend-wasm/dist/*'],
  },
  jobs: { rooms: ['core', 'wire'], packages: ['comlink'] },
  store: { rooms: ['core', 'db', 'jobs', 'wire'], packages: ['zustand*', 'zundo', 'dexie'] },
  ui: { rooms: [], packages: ['react*', '@mantine/*', '@tabler/icons-react', '@tanstack/react-virtual', 'uplot*'] },
  app: {
    rooms: ['core', 'db', 'store', 'jobs', 'ui', 'wire'],
    packages: [
      'react*',
      '@mantine/*',
      '@tabler/icons-react',
      '@tanstack/react-virtual',
      'dexie',
      'dexie-react-hooks',
      'zustand*',
      'zundo',
      'wouter*',
      'uplot*',
      // The form of a generator's options is drawn from their schema.
      'valibot',
    ],
  },
  sw: { rooms: ['wire'], packages: ['workbox-*'] },
  main: { rooms: ['app', 'ui', 'store'], packages: ['react*', '@mantine/*'] },
}

/** Inside core: a folder may import those named. Folders that are not named here may import any but generators. */
const coreFolders: Readonly<Record<string, readonly string[]>> = {
  table: [],
  // A schema holds relations, and relations read a schema.
  schema: ['table', 'relations'],
  relations: ['table', 'schema', 'learners'],
  dp: ['table', 'schema'],
  encoders: ['table', 'schema', 'relations', 'dp'],
  readers: ['table', 'schema'],
  metrics: ['table', 'schema', 'relations', 'learners', 'trees', 'reports', 'privacy'],
  privacy: ['table', 'schema', 'learners', 'metrics', 'trees', 'reports'],
  reports: ['table', 'schema', 'relations', 'metrics', 'privacy', 'learners', 'dp'],
  exporters: ['table', 'schema'],
  audit: ['table', 'schema', 'readers', 'learners', 'metrics', 'reports'],
  handover: ['table', 'schema', 'exporters', 'metrics', 'reports', 'readers'],
  nets: ['table', 'schema', 'encoders'],
  trees: ['table', 'schema', 'encoders'],
  learners: ['table', 'schema', 'encoders', 'trees', 'nets'],
  generators: ['table', 'schema', 'encoders', 'nets', 'trees', 'learners', 'metrics', 'dp'],
}

/** Folders of `app` that are no screens: they hold the screens together, and screens may use what they offer. */
const sharedFolders = ['boot', 'intake', 'shell']

const lineLimit = 400
const root = fileURLToPath(new URL('..', import.meta.url))

interface Source {
  /** From the root, with slashes: `src/core/random.ts`. */
  readonly path: string
  readonly text: string
}

/** Every way in which a file names another: static, re-export, bare, lazy, and by URL. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  const patterns = [
    /\bfrom\s*(['"])([^'"\n]+)\1/g,
    /\bimport\s*(['"])([^'"\n]+)\1/g,
    /\bimport\s*\(\s*(['"`])([^'"`\n]+)\1/g,
    /\bnew URL\(\s*(['"])(\.[^'"\n]+)\1\s*,\s*import\.meta\.url/g,
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[2]!))
}

function roomOf(path: string): string {
  if (path.startsWith('workers/')) return 'workers'
  const [, first = '', ...rest] = path.split('/')
  return rest.length === 0 ? first.replace(/\.\w+$/, '') : first
}

const isTest = (path: string) => /\.(test|bench)\.tsx?$/.test(path)
const matches = (name: string, pattern: string) =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern

/** Where the source breaks the house rules; one line each. */
function violations(source: Source): string[] {
  const { path, text } = source
  const found: string[] = []
  const lines = text.split('\n').length
  if (lines > lineLimit) found.push(`${path}: ${lines} lines, more than ${lineLimit}`)
  if (isTest(path)) return found
  for (const name of importsOf(text)) {
    const broken = name.startsWith('.') ? brokenPath(path, name) : brokenPackage(path, name)
    if (broken) found.push(`${path}: ${broken}`)
  }
  return path.startsWith('src/core/') ? [...found, ...impurities(path, text)] : found
}

function brokenPackage(path: string, name: string): string | undefined {
  const room = roomOf(path)
  if (name.startsWith('node:')) return `${room} may not use ${name}`
  if (name.startsWith('virtual:')) return room === 'app' ? undefined : `${room} may not use ${name}`
  return rooms[room]?.packages.some((pattern) => matches(name, pattern)) ? undefined : `${room} may not use ${name}`
}

function brokenPath(path: string, name: string): string | undefined {
  const target = normalize(join(dirname(path), name)).replace(/\?.*$/, '')
  const [from, to] = [roomOf(path), roomOf(target)]
  // Provenance names the version that made the rows.
  if (from === 'workers' && target === 'package.json') return undefined
  // A worker is started by its URL, not imported.
  if (
    target.startsWith('workers/') &&
    ((from === 'jobs' && path.endsWith('workers.ts')) || path === 'src/app/boot/seal.ts')
  )
    return undefined
  if (from !== to && !rooms[from]?.rooms.includes(to)) return `${from} may not import ${to} (${name})`
  if (from === 'core' && to === 'core') return brokenCoreFolder(path, target, name)
  if (from === 'app' && to === 'app') return brokenScreen(path, target, name)
  return undefined
}

function brokenCoreFolder(path: string, target: string, name: string): string | undefined {
  const [from, to] = [folderIn(path), folderIn(target)]
  if (!from || !to || from === to) return undefined
  const allowed = coreFolders[from]
  // A contract that only names types (problems.ts is one) may be read from anywhere.
  if (target.endsWith('/problems')) return undefined
  if (allowed ? allowed.includes(to) : to !== 'generators') return undefined
  return `core/${from} may not import core/${to} (${name})`
}

function brokenScreen(path: string, target: string, name: string): string | undefined {
  const [from, to] = [folderIn(path), folderIn(target)]
  if (!from || !to || from === to || from === 'shell' || sharedFolders.includes(to)) return undefined
  return `screen ${from} may not import screen ${to} (${name})`
}

/** The folder below the room: `table` of `src/core/table/table.ts`; undefined for a file of the room itself. */
function folderIn(path: string): string | undefined {
  const [, , folder, ...rest] = path.split('/')
  return rest.length === 0 ? undefined : folder
}

function impurities(path: string, text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  const banned = [
    /\bMath\.random\b/,
    /\bDate\.now\b/,
    /\bnew Date\(\s*\)/,
    /\bperformance\.now\b/,
    /\beval\(/,
    /\bnew Function\b/,
  ]
  return banned.filter((pattern) => pattern.test(code)).map((pattern) => `${path}: core may not use ${pattern.source}`)
}

function sources(): Source[] {
  return ['src', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ path: relative(root, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') })),
  )
}

describe('the house rules', () => {
  const all = sources()

  test('there is something to check', () => {
    expect(all.length).toBeGreaterThan(50)
    expect(all.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(100)
  })

  test('every file stands in a room', () => {
    const known = new Set([...Object.keys(rooms), 'architecture.test'])
    expect(all.map(({ path }) => path).filter((path) => !known.has(roomOf(path)))).toEqual([])
  })

  test('hold everywhere', () => {
    expect(all.flatMap(violations)).toEqual([])
  })
})

describe('the checker', () => {
  test.each([
    ['src/core/table/x.ts', "import { db } from '../../db/database'", 'core may not import db'],
    ['src/core/table/x.ts', "import { f } from '../schema/schema'", 'core/table may not import core/schema'],
    [
      'src/core/exporters/x.ts',
      "export * from '../generators/generator'",
      'core/exporters may not import core/generators',
    ],
    ['src/core/split/x.ts', "import '../generators/registry'", 'core/split may not import core/generators'],
    ['src/core/x.ts', "const tf = await import('@tensorflow/tfjs-core')", 'core may not use @tensorflow/tfjs-core'],
    ['src/core/x.ts', "import { readFile } from 'node:fs'", 'core may not use node:fs'],
    ['src/app/home/x.tsx', "import { tf } from '@tensorflow/tfjs-core'", 'app may not use @tensorflow/tfjs-core'],
    [
      'src/app/home/x.tsx',
      "const s = lazy(() => import('../train/screen'))",
      'screen home may not import screen train',
    ],
    ['src/ui/x.tsx', "import type { Table } from '../core/table/table'", 'ui may not import core'],
    [
      'src/store/x.ts',
      "new Worker(new URL('../../workers/train.ts', import.meta.url))",
      'store may not import workers',
    ],
    ['workers/x.ts', "import { useState } from 'react'", 'workers may not use react'],
    ['workers/x.ts', "import { Button } from '../src/ui/button'", 'workers may not import ui'],
    ['src/core/x.ts', 'const t = Date.now()', 'core may not use'],
    ['src/core/x.ts', 'const t = new Date()', 'core may not use'],
    ['src/core/x.ts', 'const r = Math.random()', 'core may not use'],
    ['src/core/x.ts', 'const t = performance.now()', 'core may not use'],
    ['src/wire/x.test.ts', '\n'.repeat(400), '401 lines'],
  ])('%s: %s', (path, text, message) => {
    expect(violations({ path, text })).toEqual([expect.stringContaining(message)])
  })

  test.each([
    ['src/core/schema/x.ts', "import { cellText } from '../table/table'"],
    ['src/core/x.ts', "// import { db } from '../db/database'\n/* Math.random() */ const d = new Date(0)"],
    ['src/jobs/workers.ts', "new Worker(new URL('../../workers/train.ts', import.meta.url), options)"],
    ['src/app/shell/x.tsx', "import('../train/screen')"],
    ['src/app/home/x.tsx', "import { problemText } from '../problem-text'"],
    ['src/core/problem.ts', "import type { FitProblem } from './generators/problems'"],
  ])('lets pass %s: %s', (path, text) => {
    expect(violations({ path, text })).toEqual([])
  })
})
