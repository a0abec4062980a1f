import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What may be loaded before the first screen stands, scripts and styles. In KB (1,000 bytes), gzipped. */
const firstScreenLimitKB = 260
/** The entry imports it lazily, and the first screen does not stand without it. */
const lazyButFirst = 'src/app/boot/start-app.tsx'
/** All that is kept for offline use, as it is sent without compression. */
const precacheLimitKB = 6000

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))
const entry = Object.values(manifest).find((chunk) => chunk.isEntry)
if (!entry) throw new Error('The build has no entry')

/** A chunk with all that it imports statically. */
function withImports(chunk, seen = new Set()) {
  if (seen.has(chunk)) return seen
  seen.add(chunk)
  for (const key of chunk.imports ?? []) withImports(manifest[key], seen)
  return seen
}

const gzipped = (file) => gzipSync(readFileSync(join('dist', file)), { level: 9 }).length
const kilobytes = (bytes) => (bytes / 1000).toFixed(1)

const app = manifest[lazyButFirst]
const chunks = withImports(entry)
if (app) withImports(app, chunks)
const first = [...chunks].flatMap((chunk) => [chunk.file, ...(chunk.css ?? [])])
const firstFiles = [...new Set(['index.html', ...first])]
const firstBytes = firstFiles.reduce((sum, file) => sum + gzipped(file), 0)

// Every chunk of the page, lazy ones too; workers are not in the manifest.
const tensorMark = /TensorFlow|tfjs|tensorflow/
const pageChunks = Object.values(manifest).filter((chunk) => chunk.file.endsWith('.js'))
const withTensors = pageChunks.filter((chunk) => tensorMark.test(readFileSync(join('dist', chunk.file), 'utf8')))

const serviceWorker = readFileSync('dist/sw.js', 'utf8')
const precached = [
  ...new Set([...serviceWorker.matchAll(/["']?url["']?:\s*["'`]([^"'`]+)["'`]/g)].map((match) => match[1])),
]
const precacheBytes = precached.reduce((sum, file) => sum + statSync(join('dist', file)).size, 0)
const left = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((found) => found.isFile() && /\.(js|css|wasm)$/.test(found.name))
  .map((found) => join(found.parentPath, found.name).slice('dist/'.length))
  .filter((file) => file !== 'sw.js' && !precached.includes(file))

console.log(`First screen: ${kilobytes(firstBytes)} KB gzipped of ${firstScreenLimitKB}`)
for (const file of firstFiles) console.log(`  ${kilobytes(gzipped(file)).padStart(8)}  ${file}`)
console.log(`Offline: ${precached.length} files, ${kilobytes(precacheBytes)} KB of ${precacheLimitKB}`)
for (const file of precached.filter((name) => statSync(join('dist', name)).size > 100_000)) {
  console.log(`  ${kilobytes(statSync(join('dist', file)).size).padStart(8)}  ${file}`)
}

// Mantine's class names in the scripts, without a rule in any sheet of ours although the library has one.
const textOf = (ending) =>
  readdirSync('dist/assets')
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join('dist/assets', file), 'utf8'))
    .join('\n')
const classNames = (text) => new Set(text.match(/\bm_[0-9a-f]{5,8}\b/g))
const [styled, offered] = [
  textOf('.css'),
  readFileSync(import.meta.resolve('@mantine/core/styles.layer.css').slice('file://'.length), 'utf8'),
].map(classNames)
const unstyled = [...classNames(textOf('.js'))].filter((name) => offered.has(name) && !styled.has(name))

const failures = [
  !app && `The first screen was not found in the build: ${lazyButFirst}`,
  firstBytes > firstScreenLimitKB * 1000 && 'The first screen is too large.',
  precached.length < 5 && 'The list of offline files was not found in sw.js.',
  precacheBytes > precacheLimitKB * 1000 && 'The offline files are too large.',
  withTensors.length > 0 && `TensorFlow is on the main thread: ${withTensors.map((chunk) => chunk.file).join(', ')}`,
  unstyled.length > 0 && `Add to src/ui/all-styles.ts the Mantine sheets that hold ${unstyled.join(', ')}`,
  left.length > 0 && `Not kept for offline use: ${left.join(', ')}`,
].filter(Boolean)
for (const failure of failures) console.error(failure)
process.exitCode = failures.length === 0 ? 0 : 1
