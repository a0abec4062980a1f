import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from './install.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The studio needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/** When the newest file below `path` was changed, in ms. */
function newest(path) {
  if (!existsSync(path)) return 0
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function build() {
  const sources = ['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']
  if (existsSync('dist/index.html') && newest('dist/index.html') >= Math.max(...sources.map(newest))) return
  console.log('Building …')
  const { status } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}

installPackages()
build()
const { serve } = await import('./serve.mjs')
const { url } = await serve({ port: Number(process.env.PORT ?? 4173) })
console.log(`\n  Synthetic Data Studio is at ${url}\n  Nothing leaves this machine. Ctrl+C ends it.\n`)
