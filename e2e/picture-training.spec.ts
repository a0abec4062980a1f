import { readFile } from 'node:fs/promises'
import { decode } from 'fast-png'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { stripes } from '../src/core/images/learn/stripes.fixture'
import { writePng } from '../src/core/images/write-png'
import { expect, test } from './fixtures'
import { expectAccessible } from './screens/axe'
import { openHome, pick } from './screens/home'
import { openStage } from './screens/stages'
import { expectRunning, runControl, setMostSteps, startRun } from './screens/train'

const side = 8
const set = stripes(160, side, 1)
const zip = zipSync(
  Object.fromEntries(
    [...set.labels].map((label, i) => {
      const pixels = set.pixels.subarray(i * side * side, (i + 1) * side * side)
      return [`stripes/${set.classes[label]}/${i}.png`, writePng({ ...set, pixels })] as const
    }),
  ),
)

test('a dropped zip is learned, watched, stopped and kept, and becomes a labelled zip that was checked for copies', async ({
  page,
}) => {
  await openHome(page)
  await pick(page, { name: 'stripes.zip', content: Buffer.from(zip) })
  // The draft is there without a click.
  await expect(page.getByRole('heading', { name: 'Your first synthetic pictures are ready' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'along, made, 8' })).toBeVisible()

  await openStage(page, 'Train')
  await expect(page.getByText('Takes the Pyramid flow here: there are')).toBeVisible()
  await setMostSteps(page, 3000)
  await startRun(page)
  await expectRunning(page)
  const sheet = page.getByRole('list', { name: 'Sheet' })
  const drawn = () =>
    sheet.getByRole('img', { name: 'along, made, 1' }).evaluate((c: HTMLCanvasElement) => c.toDataURL())
  await expect(sheet).toHaveAttribute('data-step', /[1-9]/, { timeout: 20_000 })
  const early = await drawn()
  await expect.poll(drawn, { timeout: 20_000 }).not.toBe(early)
  await expect(page.getByRole('img', { name: /Control pictures [\d.]+, at best/ })).toBeVisible({ timeout: 20_000 })
  await runControl(page, 'Stop and keep').click()
  await expect(page.getByText('stopped, and the best model kept')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Export the pictures' }).click()

  await expect(page.getByText('Checked for copies')).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the zip', exact: true }).click()
  const saved = await coming
  expect(saved.suggestedFilename()).toBe('stripes.synthetic.zip')
  const files = unzipSync(await readFile(await saved.path()))

  // Hugging Face's imagefolder: a folder for each class, below one for the part.
  const pictures = Object.keys(files).filter((name) => name.startsWith('train/'))
  expect(pictures.every((name) => /^train\/(along|across)\/\d{6}\.png$/.test(name))).toBe(true)
  const provenance = JSON.parse(strFromU8(files['provenance.json']!))
  expect(provenance).toMatchObject({
    synthetic: true,
    modality: 'images',
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    sources: [{ name: 'stripes.zip', pictures: 160 }],
    generator: { type: 'pyramid-flow' },
    sampling: { images: pictures.length },
    mixing: { realPictures: 0 },
  })
  expect(provenance.split.train).toBe(pictures.length)
  expect(provenance.privacy.audits).toHaveLength(2)
  for (const name of pictures) {
    expect(decode(files[name]!)).toMatchObject({ width: side, height: side, channels: 1 })
    expect(strFromU8(files[name]!, true)).toContain('digitalsourcetype/trainedAlgorithmicMedia')
  }
  const real = new Set(
    [...set.labels.keys()].map((i) => set.pixels.subarray(i * side * side, (i + 1) * side * side).join()),
  )
  expect(pictures.filter((name) => real.has(decode(files[name]!).data.join()))).toEqual([])
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['contact-sheet.png', 'report.json', 'README.md']))

  // More like one of the pictures that were learned from: marked as such.
  await openStage(page, 'Generate')
  const own = page.getByRole('listbox', { name: 'Your pictures' })
  await own
    .getByRole('option', { name: /^along/ })
    .first()
    .click()
  await expect(page.getByRole('list', { name: 'Preview' }).getByRole('img', { name: 'Made, 7' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Make 20 pictures from these' }).click()
  await expect(page.getByText('begun from your pictures')).toBeVisible()
  await openStage(page, 'Export')
  await expect(page.getByText('These began from 1 picture of yours')).toBeVisible()
})
