import { decode, encode } from 'fast-png'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openHome, pick } from './screens/home'
import { openStage } from './screens/stages'

const [width, height] = [64, 48]

const png = (channels: 3 | 4, paint: (x: number, y: number) => number[]) =>
  encode({
    width,
    height,
    channels,
    depth: 8,
    data: Uint8Array.from({ length: width * height * channels }, (_, i) => {
      const at = Math.floor(i / channels)
      return paint(at % width, Math.floor(at / width))[i % channels]!
    }),
  })

const disc = (red: number) => png(4, (x, y) => [red, 50, 40, Math.hypot(x - 31.5, y - 23.5) < 20 ? 255 : 0])
const shelf = (shift: number) =>
  png(3, (x, y) => [120 + ((x * y + shift) % 40), 110 + ((x + shift) % 16) * 4, 90 + (y % 24)])

const zip = zipSync({
  'shop/apple/1.png': disc(230),
  'shop/apple/2.png': disc(180),
  'shop/shelf/1.png': shelf(0),
  'shop/shelf/2.png': shelf(5),
  'shop/shelf/3.png': shelf(9),
  'shop/shelf/labels.csv': Buffer.from('file_name,label\n../../secret.png,x\n'),
  'shop/shelf/3.txt': Buffer.from('0 0.5 0.5 0.25 0.5\n'),
  'shop/shelf/classes.txt': Buffer.from('tin\n'),
})

test('things cut out of pictures become scenes with exact boxes and masks', async ({ page }) => {
  await openHome(page)
  await pick(page, { name: 'shop.zip', content: Buffer.from(zip) })
  await expect(page.getByText('5 pictures of 64 × 48 px in 2 classes')).toBeVisible()
  await expect(page.getByText(/shop\/shelf\/labels.csv: it names pictures outside of the folder/)).toBeVisible()
  await expect(page.getByRole('option', { name: 'shelf, tin' })).toHaveCount(1)

  await openStage(page, 'Compose')
  await expect(page.getByText('3 cut-outs: pictures with clear parts')).toBeVisible()
  await expect(page.getByRole('img', { name: /^Scene 12:/ })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Draw a cut-out' }).click()
  await page.getByRole('textbox', { name: 'Picture, of 5' }).fill('3')
  await page.getByText('Box', { exact: true }).click()
  // From the middle to eight pixels right and down, by keyboard.
  await page.getByRole('application', { name: /^Drawing board/ }).focus()
  for (const key of ['Space', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Space']) await page.keyboard.press(key)
  await page.getByRole('combobox', { name: 'What is it?' }).fill('jar')
  await page.getByRole('button', { name: 'Keep the cut-out' }).click()
  await expect(page.getByRole('list', { name: 'Marked in this picture' })).toContainText('Jar (box)')
  await page.keyboard.press('Escape')
  await expect(page.getByText('4 cut-outs: pictures with clear parts')).toBeVisible()

  await page.getByRole('textbox', { name: 'Scenes' }).fill('20')
  await page.getByRole('textbox', { name: 'Width' }).fill('96')
  await page.getByRole('textbox', { name: 'Height' }).fill('80')
  await page.getByRole('textbox', { name: 'Height' }).blur()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Make and save the zip' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('shop.scenes.zip')
  const chunks: Buffer[] = []
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer)
  const files = unzipSync(Buffer.concat(chunks))
  const set = JSON.parse(strFromU8(files['annotations/instances_train.json']!))
  expect(set.categories.map(({ name }: { name: string }) => name)).toEqual(['apple', 'jar', 'tin'])
  expect(set.images).toHaveLength(20)
  expect(decode(files['train/000020.png']!)).toMatchObject({ width: 96, height: 80, channels: 3 })
  const scenes = strFromU8(files['scenes.jsonl']!).trim().split('\n')
  const areas = scenes.flatMap((line) => JSON.parse(line).seen.map(({ area }: { area: number }) => area))
  expect(set.annotations.map(({ area }: { area: number }) => area)).toEqual(areas)
  expect(JSON.parse(strFromU8(files['provenance.json']!)).sources[0]).toMatchObject({
    pictures: 5,
    used: 4,
    refused: 1,
  })
})
