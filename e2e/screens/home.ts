import { expect, type Page } from '@playwright/test'

/** A file made up on the spot. */
export interface MadeFile {
  readonly name: string
  readonly content: string | Buffer
}

/** Opens the studio and waits until it takes files: not before it is sealed. */
export async function openHome(page: Page): Promise<void> {
  await page.goto('./')
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible({ timeout: 60_000 })
}

/** Gives the window's file input a file, as the dialog would. */
export async function pick(page: Page, file: string | MadeFile): Promise<void> {
  const input = page.locator('#file-input')
  if (typeof file === 'string') return input.setInputFiles(file)
  await input.setInputFiles({ name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.content) })
}

/** Drops a file on the middle of the window. */
export async function drop(page: Page, file: MadeFile): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, content }) => {
      const data = new DataTransfer()
      data.items.add(new File([content], name))
      return data
    },
    { name: file.name, content: String(file.content) },
  )
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.locator('main').dispatchEvent(type, { dataTransfer: transfer })
  }
}

export const projectCard = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) })

export async function chooseForProject(page: Page, name: string, action: 'Rename' | 'Duplicate' | 'Delete') {
  await page.getByRole('button', { name: `More for ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action }).click()
}
