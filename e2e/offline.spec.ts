import { serve } from '../scripts/serve.mjs'
import { expect, test } from './fixtures'

let host: Awaited<ReturnType<typeof serve>>

test.use({
  baseURL: async ({ locale: _ }, use) => {
    host = await serve({ port: 4300 })
    await use(host.url)
    host.server.closeAllConnections()
    host.server.close()
  },
})

test('the app opens after the server has stopped', async ({ page }) => {
  await page.goto('./')
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  await expect(page.locator('#root')).not.toBeEmpty()

  host.server.closeAllConnections()
  await new Promise((resolve) => host.server.close(resolve))
  await expect(fetch(host.url)).rejects.toThrow()

  await page.reload()
  await expect(page).toHaveTitle(/Synthetic Data Studio/)
  await expect(page.locator('#root')).not.toBeEmpty()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
})
