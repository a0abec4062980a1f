import { expect, test } from './fixtures'
import { expectFirstTable, headerOf } from './screens/data'
import { openHome } from './screens/home'
import { shopTable } from './screens/made-tables'

test('a file that the system opens with the studio is read (its launch queue is played by the test)', async ({
  page,
}) => {
  await page.addInitScript((text) => {
    const launch = async (consumer: (launch: { files: readonly FileSystemFileHandle[] }) => void) => {
      const folder = await navigator.storage.getDirectory()
      const handle = await folder.getFileHandle('opened.csv', { create: true })
      const writable = await handle.createWritable()
      await writable.write(text)
      await writable.close()
      consumer({ files: [handle] })
    }
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer: launch } })
  }, shopTable())
  await page.goto('./')
  await expectFirstTable(page)
  await expect(page.getByRole('heading', { name: 'opened.csv' })).toBeVisible()
})

test('a file that another app shares is read (the system’s request is sent by the page)', async ({ page }) => {
  await openHome(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
  await page.evaluate(async (text) => {
    const form = new FormData()
    form.append('file', new File([text], 'Geteilt 1.csv', { type: 'text/csv' }))
    await fetch('./share', { method: 'POST', body: form })
  }, shopTable())
  await page.goto('./#/import-shared')
  await expectFirstTable(page)
  await expect(page.getByRole('heading', { name: 'Geteilt 1.csv' })).toBeVisible()
  expect(await headerOf(page)).toEqual(['visit', 'city', 'age', 'spent', 'member'])
  // Taken once: the inbox is empty, and the address is not left on a door that would open again.
  expect(await page.evaluate(() => caches.has('shared-inbox'))).toBe(false)
})
