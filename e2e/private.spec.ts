import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openShopProject, openStage } from './screens/stages'
import { chooseGenerator, startRun } from './screens/train'

test('a private table: budget, what is public, what to expect, and a report that says what it is', async ({ page }) => {
  await openShopProject(page, 2000)
  await openStage(page, 'Train')
  await chooseGenerator(page, 'Private marginals')
  await expect(page.getByText(/each count is off by about \d+ rows/)).toBeVisible()
  const before = await page.getByText(/each count is off by about/).textContent()
  await page.getByRole('radiogroup', { name: 'Privacy budget' }).getByText('4', { exact: true }).click()
  await expect(page.getByText(/each count is off by about/)).not.toHaveText(before!)
  const known = page.getByRole('textbox', { name: 'Known without the data' })
  const train = page.getByRole('button', { name: 'Train', exact: true })
  await known.fill('nothing=1..2')
  await expect(train).toBeDisabled()
  await expect(page.getByText('Mend line 1 of “Known without the data” first.')).toBeVisible()
  await known.blur()
  await expect(page.getByText(/^Line 1: .*nothing/)).toBeVisible()
  await known.fill('')
  await known.blur()
  await expect(train).toBeEnabled()
  await expectAccessible(page)
  await startRun(page)
  await expect(page.getByText('Private marginals: trained')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'New run' }).click()
  await expect(page.getByText(/Private runs of this project so far: 1, together ε = 4/)).toBeVisible()
  await openStage(page, 'Report')
  await expect(page.getByText('Made with differential privacy')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/not covered by the guarantee/)).toBeVisible()
  await expectAccessible(page)
})
