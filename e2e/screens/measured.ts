import { test as base, type Page } from '@playwright/test'
import { expect, watchForTrouble } from '../fixtures'
import { openSampleProject, openStage } from './stages'

interface Measured {
  readonly page: Page
  readonly url: string
  readonly troubles: readonly string[]
}

/**
 * Stories that read one report: a sample is opened and measured once per worker. Each story starts on the Report, and
 * changes nothing that is stored.
 */
export const test = base.extend<object, { measured: Measured }>({
  measured: [
    async ({ browser }, use, { project }) => {
      const { baseURL, viewport, locale } = project.use
      const context = await browser.newContext({
        ...(baseURL ? { baseURL } : {}),
        ...(viewport ? { viewport } : {}),
        ...(locale ? { locale } : {}),
      })
      const troubles = watchForTrouble(context, new URL(baseURL ?? '').origin)
      const page = await context.newPage()
      await openSampleProject(page, 'Clinic visits')
      await openStage(page, 'Report')
      await expect(page.getByRole('region', { name: 'Does it leak?' })).toBeVisible({ timeout: 120_000 })
      await expect(page.getByText('More is being measured')).toBeHidden({ timeout: 120_000 })
      await use({ page, url: page.url(), troubles })
      await context.close()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  page: async ({ measured: { page, url, troubles } }, use) => {
    const before = troubles.length
    await page.goto(url)
    await page.reload() // What the last story opened is closed; the address alone loads nothing anew.
    await expect(page.getByRole('region', { name: 'Does it leak?' })).toBeVisible()
    await use(page)
    expect(troubles.slice(before)).toEqual([])
  },
})
