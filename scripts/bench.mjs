// npm run bench -- NAME …: bundles bench/NAME.ts and runs it with the remaining arguments.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'

const folder = path.resolve(import.meta.dirname, '../bench')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
const [name = '', ...args] = process.argv.slice(2)
if (!existsSync(path.join(folder, `${name}.ts`))) {
  console.error(`Which bench? One of: ${names.join(', ')}. For example: npm run bench -- ${names[0] ?? 'tabular'}`)
  process.exit(2)
}
const { main } = await import(pathToFileURL(await bundleForNode(`bench/${name}.ts`)).href)
process.exitCode = await main(args)
