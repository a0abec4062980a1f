// npm run headless -- synthesize FILE --out DIR …: the studio's core in Node. See scripts/headless/main.ts.
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { installPackages } from './install.mjs'
import { nodeThreads } from './node-threads.mjs'

installPackages()
const { main } = await import(pathToFileURL(await bundleForNode('scripts/headless/main.ts')).href)
process.exitCode = await main(process.argv.slice(2), nodeThreads)
