// npm run bench -- NAME …: bundles bench/NAME.ts and runs it with the remaining arguments.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'

const folder = path.resolve(import.meta.dirname, '../bench')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && readFileSync(path.join(folder, file), 'utf8').includes('function main('))
  .map((file) => file.slice(0, -3))
const [name = '', ...args] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`Which bench? One of: ${names.join(', ')}. For example: npm run bench -- ${names[0] ?? 'tabular'}`)
  process.exit(2)
}
const { main } = await import(pathToFileURL(await bundleForNode(`bench/${name}.ts`)).href)
process.exitCode = await main(args)
