import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { chromiumArguments, chromiumPath } from './chromium.mjs'

/**
 * Draws the icons: the mark of `src/ui/mark.tsx`, a table (white) and the one learned from it (orange), on the accent.
 * `node scripts/make-icons.mjs` writes public/icons.
 */
const teal = '#0b7266'
const orange = '#ffb066'

/** `share`: what the mark takes of the drawing's 64 units, so that a mask cuts nothing away. */
function drawing(share, corner) {
  const inset = 32 * (1 - share)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
<title>Synthetic Data Studio</title>
<rect width="64" height="64" rx="${corner}" fill="${teal}"/>
<g transform="translate(${inset} ${inset}) scale(${2 * share})" fill="none" stroke-width="2.4">
<rect x="3" y="3" width="19" height="19" rx="4.5" stroke="#fff"/>
<path d="M3.5 9.6h18M9.6 9.6v12" stroke="#fff" stroke-width="2"/>
<rect x="11" y="11" width="18" height="18" rx="4.5" fill="${teal}" stroke="${orange}"/>
<path d="M11.5 17.4h17M17.4 17.4v11" stroke="${orange}" stroke-width="2"/>
</g>
</svg>
`
}

const folder = new URL('../public/icons/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('icon.svg', folder), drawing(0.82, 14))

const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments })
const images = [
  ['icon-192', 192, drawing(0.82, 14)],
  ['icon-512', 512, drawing(0.82, 14)],
  ['maskable-192', 192, drawing(0.62, 0)],
  ['maskable-512', 512, drawing(0.62, 0)],
]
for (const [name, size, svg] of images) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const sized = svg.replace('width="64" height="64">', `width="${size}" height="${size}">`)
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${sized}`)
  writeFileSync(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }))
  await page.close()
}
await browser.close()
