import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { stampReports } from './report-stamps'
import { withStudio } from './studio'
import { browserMemory } from './watch'

/** Lets a page measure its memory at once, not at the next collection. */
const promptMemory = '--enable-blink-features=ForceEagerMeasureMemory'

/**
 * The report of a table's first synthetic rows as the studio makes it in Chromium: seconds from the finished table to
 * the first part, to each later one and to the whole; memory that the page and its workers use meanwhile.
 */
export async function timeInBrowser(file: string): Promise<void> {
  const csv = readFileSync(file, 'utf8')
  await withStudio(
    (visit) =>
      visit(async (page) => {
        await page.evaluate(stampReports)
        await page
          .locator('input[type=file]')
          .first()
          .setInputFiles({
            name: path.basename(file),
            mimeType: 'text/csv',
            buffer: Buffer.from(csv),
          })
        await page.waitForFunction(() => Reflect.get(window, 'reportStamps')?.isWhole, undefined, { timeout: 300_000 })
        await print(page)
      }),
    [promptMemory],
  )
}

interface Stamps {
  readonly parts: readonly { readonly left: number; readonly seconds: number }[]
  readonly mostBytes: number
}

async function print(page: Page): Promise<void> {
  const { parts, mostBytes } = await page.evaluate(() => Reflect.get(window, 'reportStamps') as Stamps)
  for (const { left, seconds } of parts)
    console.log(`${`${left} parts to come`.padEnd(24)}${seconds.toFixed(1).padStart(6)} s`)
  console.log(
    `first part ${parts[0]!.seconds.toFixed(1)} s (must 2), whole ${parts.at(-1)!.seconds.toFixed(1)} s (must 20)`,
  )
  console.log(`heaps of page and workers, at most ${(mostBytes / 2 ** 20).toFixed(0)} MB (must 500)`)
  const peaks = await browserMemory(page)
  if (peaks) console.log(`the page's whole process, at most ${peaks['renderer']?.toFixed(0)} MB`)
}
