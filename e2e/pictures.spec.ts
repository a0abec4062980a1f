import type { Page } from '@playwright/test'
import { decode } from 'fast-png'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { writePng } from '../src/core/images/write-png'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openHome, pick, projectCard } from './screens/home'
import { openStage } from './screens/stages'

/** Rings or stripes, shifted: the shape says the class. */
const shape = (isRing: boolean, shift: number) => ({
  width: 32,
  height: 24,
  channels: 3 as const,
  pixels: Uint8Array.from({ length: 32 * 24 * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % 32, Math.floor(i / 96)]
    const wave = isRing ? Math.hypot(x - 16, y - 12) : x + y / 2
    return 128 + 100 * Math.sin((wave + shift) / 2 + (i % 3))
  }),
})

const zip = zipSync(
  Object.fromEntries([
    ...Array.from({ length: 8 }, (_, i) => [`shapes/train/ring/${i}.png`, writePng(shape(true, i))] as const),
    ...Array.from({ length: 4 }, (_, i) => [`shapes/train/stripe/${i}.png`, writePng(shape(false, i))] as const),
    ['shapes/test/stripe/9.png', writePng(shape(false, 9.5))] as const,
    ['shapes/train/ring/broken.png', writePng(shape(true, 1)).subarray(0, 90)] as const,
  ]),
)

/** A stripe becomes a ring and a stripe again, two rings are left out, and rings are called hoops: also after a reload. */
async function curate(page: Page): Promise<void> {
  const grid = page.getByRole('listbox', { name: 'Pictures' })
  const named = (name: string) => grid.getByRole('option', { name, exact: true })
  await grid.focus()
  for (const key of ['End', 'Enter']) await page.keyboard.press(key)
  await page.keyboard.type('ring')
  await page.keyboard.press('Enter')
  await expect(named('ring, Test')).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(named('stripe, Test')).toHaveCount(1)
  await grid.focus()
  for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Delete']) await page.keyboard.press(key)
  await expect(named('ring, Training, left out')).toHaveCount(3)
  await named('ring, Training, left out').nth(1).click()
  await page.getByRole('button', { name: 'Bring back' }).click()
  await page.getByRole('button', { name: 'ring', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of the class ring' }).fill('hoop')
  await page.keyboard.press('Enter')
  await expect(named('hoop, Training')).toHaveCount(6)
  await page.reload()
  await expect(named('hoop, Training, left out')).toHaveCount(2)
  await expect(page.getByText('13 pictures of 32 × 24 px in 2 classes; 2 left out')).toBeVisible()
  await expectAccessible(page)
}

test('a dropped zip of pictures becomes a labelled set of new ones', async ({ page }) => {
  await openHome(page)
  await pick(page, { name: 'shapes.zip', content: Buffer.from(zip) })
  await expect(page.getByText('13 pictures of 32 × 24 px in 2 classes')).toBeVisible()
  await expect(page.getByText('shapes/train/ring/broken.png: it ends too early')).toBeVisible()
  await expect(page.getByRole('option', { name: 'stripe, Test' })).toHaveCount(1)

  await test.step('curate, by keyboard and by pointer', () => curate(page))

  await openStage(page, 'Augment')
  const after = page.getByRole('img', { name: 'After, 1', exact: true })
  await expect(after).toBeVisible()
  const pixels = () => after.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const gentle = await pixels()
  await page.getByRole('combobox', { name: 'Start from' }).click()
  await page.getByRole('option', { name: /^Handling/ }).click()
  await expect.poll(pixels).not.toBe(gentle)
  await page.getByText('CutMix', { exact: true }).click()
  await expect(page.getByText(/^\d+ % (hoop|stripe), \d+ % (hoop|stripe)$/).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByText('Damage for testing').click()
  await expect(page.getByRole('img', { name: 'Picture 1, level 5' })).toBeVisible()
  await expect(page.getByText('75 pictures: 1 test picture in 15 ways at 5 levels.')).toBeVisible()
  await expectAccessible(page)

  await openStage(page, 'Export')
  await page.getByRole('textbox', { name: 'New pictures for each class' }).fill('10')
  await expect(page.getByText('20 new pictures in 2 classes, made from 10 pictures.')).toBeVisible()
  await expect(page.getByText('2 pictures are left out.')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Make and save the zip' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('shapes.augmented.zip')
  const chunks: Buffer[] = []
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer)
  const files = unzipSync(Buffer.concat(chunks))
  const pictures = Object.keys(files).filter((name) => name.endsWith('.png') && name.startsWith('train/'))
  expect(pictures.filter((name) => name.startsWith('train/hoop/'))).toHaveLength(10)
  expect(pictures.filter((name) => name.startsWith('train/stripe/'))).toHaveLength(10)
  for (const name of pictures) expect(decode(files[name]!)).toMatchObject({ width: 32, height: 24, channels: 3 })
  expect(new Set(pictures.map((name) => Buffer.from(files[name]!).toString('base64'))).size).toBe(20)
  const rows = strFromU8(files['train/metadata.jsonl']!)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file_name: string; labels: string[]; shares: number[] })
  expect(rows.map(({ file_name }) => `train/${file_name}`).sort()).toEqual(pictures.sort())
  expect(rows.every(({ file_name, labels }) => file_name.startsWith(`${labels[0]}/`))).toBe(true)
  expect(rows.some(({ shares }) => shares.length === 2 && shares[0]! + shares[1]! === 1)).toBe(true)
  const provenance = JSON.parse(strFromU8(files['provenance.json']!))
  expect(provenance.sources[0]).toMatchObject({
    name: 'shapes.zip',
    pictures: 13,
    used: 10,
    heldBack: 1,
    leftOut: 2,
    refused: 1,
  })
  expect(provenance.sampling.pictures).toEqual({ hoop: 10, stripe: 10 })
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['contact-sheet.png', 'recipe.json']))

  await openHome(page)
  await expect(projectCard(page, 'shapes')).toContainText('11 pictures, 2 classes')
})
