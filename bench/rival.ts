import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright'
import { median } from './studio'

interface Measured {
  readonly error?: string
  readonly engine: string
  readonly cores: number
  readonly times: { readonly ours: number[]; readonly jax: number[] }
  /** Of jax-js: it does learn. */
  readonly losses: number[]
}

/** npm run bench -- rival: a training step of ours and one of jax-js (jit), in turn in the same page, on all cores. */
export async function main(): Promise<number> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-rival-'))
  try {
    const { build: bundle } = createRequire(import.meta.url)('vite') as typeof import('vite')
    await bundle({
      root: path.resolve('bench/rival'),
      base: './',
      configFile: false,
      logLevel: 'error',
      worker: { format: 'es' },
      build: { outDir: directory, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
    })
    const { error, engine, cores, times, losses } = await inPage(directory)
    if (error) throw new Error(error)
    if (!(losses.at(-1)! < losses[0]!)) throw new Error('jax-js did not learn: the comparison would mean nothing')
    const line = (what: string, steps: number[]) =>
      console.log(
        `${what.padEnd(44)} fastest ${Math.min(...steps).toFixed(1)} ms, median ${median(steps).toFixed(1)} ms`,
      )
    const [ours, jax] = [times.ours.slice(10), times.jax.slice(10)]
    line(`our step, whole (${engine})`, ours)
    line(`jax-js step, dense layers only (${cores} workers)`, jax)
    const ratio = (pick: (steps: number[]) => number) => (pick(ours) / pick(jax)).toFixed(2)
    console.log(`ours over jax-js: fastest ${ratio((s) => Math.min(...s))}, median ${ratio(median)} (wanted ≤ 1.0)`)
    return 0
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function inPage(directory: string): Promise<Measured> {
  const load = <T>(file: string): Promise<T> => import(pathToFileURL(path.resolve(file)).href)
  const { serve } = await load<typeof import('../scripts/serve.mjs')>('scripts/serve.mjs')
  const { chromiumPath } = await load<typeof import('../scripts/chromium.mjs')>('scripts/chromium.mjs')
  const { chromium } = createRequire(import.meta.url)('playwright') as typeof import('playwright')
  // Isolated, but without the policy: jax-js starts blob: workers.
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
  const { server, url } = await serve({ directory, headers, port: 4481 })
  const executablePath = chromiumPath()
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
  try {
    const page: Page = await browser.newPage()
    await page.goto(url)
    const found = await page.waitForFunction(() => (globalThis as { measured?: Measured }).measured, undefined, {
      timeout: 120_000,
    })
    return (await found.jsonValue()) as Measured
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}
