import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { chromiumArguments, chromiumPath } from './chromium.mjs'

/**
 * Draws the icons: a histogram of real values (white) beside its synthetic twin (orange), as the tiles show them.
 * `node scripts/make-icons.mjs` writes public/icons.
 */
const blue = '#1c6fd1'
const orange = '#e8730c'

/** Heights of five bars, in units of the 64-unit drawing. */
const real = [14, 26, 34, 22, 12]

/** `inset`: free space on each side, so that a mask cuts nothing away. */
function drawing(inset, corner) {
  const scale = (64 - 2 * inset) / 64
  const bars = real.map((height, i) => {
    const x = 11 + i * 9
    const top = 50 - height
    const synthetic = height + [1.5, -2, 1, 2, -1][i]
    return (
      `<rect x="${x}" y="${top}" width="3.4" height="${height}" rx="1.2" fill="#fff"/>` +
      `<rect x="${x + 4}" y="${50 - synthetic}" width="3.4" height="${synthetic}" rx="1.2" fill="#ffb066"/>`
    )
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<title>Synthetic Data Studio</title>
<rect width="64" height="64" rx="${corner}" fill="${blue}"/>
<g transform="translate(${inset} ${inset}) scale(${scale})">
${bars.join('\n')}
<rect x="9" y="51.5" width="46" height="2.6" rx="1.3" fill="#fff" opacity=".9"/>
<circle cx="49" cy="15" r="5" fill="${orange}"/><path d="M49 12v6M46 15h6" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/>
</g>
</svg>
`
}

const folder = new URL('../public/icons/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('icon.svg', folder), drawing(0, 14))

const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments })
const images = [
  ['icon-192', 192, drawing(0, 14)],
  ['icon-512', 512, drawing(0, 14)],
  ['maskable-192', 192, drawing(8, 0)],
  ['maskable-512', 512, drawing(8, 0)],
]
for (const [name, size, svg] of images) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const sized = svg.replace('width="64" height="64">', `width="${size}" height="${size}">`)
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${sized}`)
  writeFileSync(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }))
  await page.close()
}
await browser.close()
