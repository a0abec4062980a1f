import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright'

const load = <T>(file: string): Promise<T> => import(pathToFileURL(path.resolve(file)).href)

/**
 * Builds the studio (or takes the build in `STUDIO_DIST`), serves it, and runs `drive` on its first screen: each call
 * of `visit` opens a fresh browser profile. `flags` are Chromium's.
 */
export async function withStudio<T>(drive: (visit: Visit) => Promise<T>, flags: readonly string[] = []): Promise<T> {
  const directory = path.resolve(process.env['STUDIO_DIST'] ?? 'dist')
  if (!process.env['STUDIO_DIST']) execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { stdio: 'inherit' })
  const { serve } = await load<typeof import('../scripts/serve.mjs')>('scripts/serve.mjs')
  const { chromiumPath } = await load<typeof import('../scripts/chromium.mjs')>('scripts/chromium.mjs')
  const { chromium } = createRequire(import.meta.url)('playwright') as typeof import('playwright')
  const { server, url } = await serve({ directory, port: 4480 })
  const executablePath = chromiumPath()
  try {
    return await drive(async (work) => {
      const browser = await chromium.launch({
        args: ['--no-sandbox', ...flags],
        ...(executablePath ? { executablePath } : {}),
      })
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' })
        await page.goto(url)
        await page.getByRole('button', { name: 'Open a file' }).waitFor({ timeout: 60_000 })
        return await work(page)
      } finally {
        await browser.close()
      }
    })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

export type Visit = <T>(work: (page: Page) => Promise<T>) => Promise<T>

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
