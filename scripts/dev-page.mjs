import { chromium } from 'playwright'
import { createServer } from 'vite'
import { chromiumPath } from './chromium.mjs'

/**
 * Runs the function `run` of a module of this project in a page of Chromium and returns what it gives.
 * @param {string} module from the project's root: `/bench/webgpu-page.ts`
 * @param {readonly string[]} args of the browser
 * @returns {Promise<unknown>}
 */
export async function runInPage(module, args) {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { port: 0, ws: false, hmr: false },
  })
  await server.listen()
  const executablePath = chromiumPath()
  const browser = await chromium.launch({ args: [...args], ...(executablePath ? { executablePath } : {}) })
  try {
    const page = await browser.newPage()
    const origin = server.resolvedUrls?.local[0] ?? ''
    await page.route(`${origin}blank`, (route) => route.fulfill({ contentType: 'text/html', body: '<title></title>' }))
    await page.goto(`${origin}blank`)
    return await page.evaluate(`import(${JSON.stringify(module)}).then(({ run }) => run())`)
  } finally {
    await browser.close()
    await server.close()
  }
}
