// Bundles a TypeScript entry for Node and returns the file; keeps it until a source changes.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

const root = path.resolve(import.meta.dirname, '..')

/** @param {string} entry relative to the project's root */
export async function bundleForNode(entry) {
  const name = entry.replaceAll(/[/.]/g, '-')
  const outDir = path.join(root, 'node_modules', '.cache', 'studio', name)
  const stampFile = path.join(outDir, 'stamp')
  const stamp = sourceStamp()
  const file = path.join(outDir, 'main.mjs')
  if (existsSync(file) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return file
  // Elsewhere first, since two processes may build at the same time.
  const building = `${outDir}.${process.pid}`
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path.join(root, entry),
      outDir: building,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs', chunkFileNames: 'chunk-[hash].mjs' } },
    },
  })
  writeFileSync(path.join(building, 'stamp'), stamp)
  rmSync(outDir, { recursive: true, force: true })
  renameSync(building, outDir)
  return file
}

function sourceStamp() {
  const hash = createHash('sha256')
  for (const folder of ['src', 'scripts', 'bench', 'package-lock.json']) visit(path.join(root, folder), hash)
  return hash.digest('hex')
}

function visit(place, hash) {
  const stat = statSync(place)
  if (stat.isDirectory()) {
    for (const child of readdirSync(place).sort()) visit(path.join(place, child), hash)
    return
  }
  hash.update(`${place}:${stat.size}:${stat.mtimeMs};`)
}
