import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright'
import { withStudio } from './studio'

const zips = path.resolve('..', 'shared', 'data', 'images')

/**
 * npm run bench -- picture-journey [ZIP] [--keep FILE]: the way of a dropped zip of pictures in Chromium, without a GPU:
 * drop → draft on screen, Train → first sheet, drop → labelled zip with the default network and its 90 s of training.
 * `--keep`: where the exported zip goes.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { keep: { type: 'string' } },
  })
  const file = path.join(zips, `${positionals[0] ?? 'fashion_mnist_28px'}.zip`)
  if (!existsSync(file)) {
    console.error(`The pictures are missing: ${path.relative('.', file)}.`)
    return 2
  }
  await withStudio(async (visit) => {
    const made = await visit((page) => journey(page, file))
    if (values.keep) writeFileSync(values.keep, made.zip)
    const files = Object.keys(unzipSync(made.zip)).filter((name) => name.startsWith('train/'))
    const line = (what: string, must: string, figure: string) =>
      `${what.padEnd(46)}${must.padStart(10)}${figure.padStart(12)}`
    const seconds = (value: number) => `${value.toFixed(1)} s`
    const lines = [
      line(path.basename(file), 'must', 'here'),
      line('drop → draft on screen', '', seconds(made.draft)),
      line('of that: fitting and making the draft', '1 s', seconds(made.draftWork)),
      line('Train → first sheet of the network', '≤ 10 s', seconds(made.sheet)),
      line('drop → model kept', '', seconds(made.kept)),
      line('drop → labelled zip', '≤ 180 s', seconds(made.saved)),
      line('clicks', '≤ 5', String(made.clicks)),
      line('pictures in the zip', '', String(files.length)),
    ]
    console.log(lines.join('\n'))
    console.log(made.audit)
  })
  return 0
}

interface Journey {
  readonly draft: number
  readonly draftWork: number
  readonly sheet: number
  readonly kept: number
  readonly saved: number
  readonly clicks: number
  readonly audit: string
  readonly zip: Buffer
}

async function journey(page: Page, file: string): Promise<Journey> {
  let clicks = 0
  const timeout = 300_000
  const click = async (role: 'link' | 'button', name: string) => {
    clicks++
    await page.getByRole(role, { name, exact: true }).first().click({ timeout })
  }
  const droppedAt = performance.now()
  const seconds = () => (performance.now() - droppedAt) / 1000
  await page.locator('#file-input').setInputFiles(file)
  await page
    .getByRole('img', { name: /, made, 1$/ })
    .first()
    .waitFor({ timeout })
  const draft = seconds()
  const panel =
    (await page.getByRole('region', { name: 'Your first synthetic pictures are ready' }).textContent()) ?? ''
  const draftWork = Number(/in ([\d.]+) s/.exec(panel)?.[1] ?? Number.NaN)
  await click('link', 'Train a network')
  await click('button', 'Train')
  const startedAt = seconds()
  await page.locator('[aria-label="Sheet"][data-step]:not([data-step="0"])').waitFor({ timeout })
  const sheet = seconds() - startedAt
  await page.getByText('Export the pictures').waitFor({ timeout })
  const kept = seconds()
  await click('link', 'Export the pictures')
  const download = page.waitForEvent('download', { timeout })
  await click('button', 'Save the zip')
  const zip = readFileSync(await (await download).path())
  const saved = seconds()
  const audit = (await page.getByText(/lie as near to a learned picture/).textContent()) ?? ''
  return { draft, draftWork, sheet, kept, saved, clicks, audit, zip }
}
