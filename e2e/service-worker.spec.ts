import { appendFileSync, cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serve } from '../scripts/serve.mjs'
import { expect, test } from './fixtures'
import { openShopProject, openStage } from './screens/stages'
import { chooseGenerator, expectRunning, runControl, startRun } from './screens/train'

const built = fileURLToPath(new URL('../dist', import.meta.url))

test('a file that is shared with the app waits in the inbox', async ({ page }) => {
  await page.goto('./')
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  const shared = await page.evaluate(async () => {
    const form = new FormData()
    form.append('file', new File(['a,b\n1,2\n'], 'Zähler 1.csv', { type: 'text/csv' }))
    const answer = await fetch('./share', { method: 'POST', body: form })
    const inbox = await caches.open('shared-inbox')
    const [request] = await inbox.keys()
    const response = request ? await inbox.match(request) : undefined
    return { to: answer.url, name: response?.headers.get('X-Shared-Name'), text: await response?.text() }
  })
  expect(shared.name).toBe(encodeURIComponent('Zähler 1.csv'))
  expect(shared.text).toBe('a,b\n1,2\n')
})

test('the studio can be installed as an app', async ({ page }) => {
  await page.goto('./')
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  const devtools = await page.context().newCDPSession(page)
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // Tests run in a private context, where nothing can be installed; nothing else may stand in the way.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
})

test.describe('a new version', () => {
  let directory = ''
  test.use({
    baseURL: async ({ locale: _ }, use, info) => {
      directory = info.outputPath('site')
      cpSync(built, directory, { recursive: true })
      const { server, url } = await serve({ directory, port: 4350 })
      await use(url)
      server.closeAllConnections()
      server.close()
    },
  })

  test('waits until it is asked for', async ({ page }) => {
    await page.goto('./')
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
    await page.evaluate(() => Object.assign(globalThis, { first: navigator.serviceWorker.controller }))

    appendFileSync(`${directory}/sw.js`, '\n// Another version.\n')
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).update()
    })
    const waiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state)
    await expect.poll(waiting).toBe('installed')
    const keeps = () => page.evaluate(() => Reflect.get(globalThis, 'first') === navigator.serviceWorker.controller)
    expect(await keeps()).toBe(true)

    await page.evaluate(async () => {
      ;(await navigator.serviceWorker.ready).waiting?.postMessage({ type: 'SKIP_WAITING' })
    })
    await page.waitForFunction(() => Reflect.get(globalThis, 'first') !== navigator.serviceWorker.controller)
  })

  test('is not taken during a run', async ({ page }) => {
    await openShopProject(page, 6000)
    await openStage(page, 'Train')
    await chooseGenerator(page, 'Any-order network')
    await startRun(page)
    await expectRunning(page)
    appendFileSync(`${directory}/sw.js`, '\n// Another version.\n')
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).update()
    })
    await expect(page.getByText(/You can update when this is done/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('button', { name: 'Reload and update' })).toBeDisabled()
    await runControl(page, 'Stop and keep').click()
    await expect(page.getByRole('button', { name: 'Reload and update' })).toBeEnabled({ timeout: 120_000 })
  })
})
