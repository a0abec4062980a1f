import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'

/** A browser whose owner blocks site data: IndexedDB and service workers are refused, by Chromium's own setting. */
test.use({
  context: async ({ launchOptions, baseURL, viewport, locale }, use, info) => {
    const profile = info.outputPath('profile')
    mkdirSync(path.join(profile, 'Default'), { recursive: true })
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
    writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
    const options = { ...launchOptions, viewport, ...(baseURL ? { baseURL } : {}), ...(locale ? { locale } : {}) }
    const context = await chromium.launchPersistentContext(profile, options)
    await use(context)
    await context.close()
  },
})

test('where the browser saves nothing, the studio says so, what to do, and takes no data', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByRole('heading', { name: 'The browser does not let the studio save anything' })).toBeVisible({
    timeout: 30_000,
  })
  await expect(page.getByText('Allow site data for this page')).toBeVisible()
  await expect(page.locator('#file-input')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'The browser does not let the studio save anything' })).toBeVisible({
    timeout: 30_000,
  })
})
