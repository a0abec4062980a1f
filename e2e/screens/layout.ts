import { expect, type Page } from '@playwright/test'

/** Charts take the new width a frame later. The page does not scroll sideways, and no control covers another: what a narrow or a huge window may break. */
export async function expectTidy(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(sidewaysScroll), { timeout: 3000 }).toEqual([])
  await expect.poll(() => page.evaluate(overlaps), { timeout: 3000 }).toEqual([])
}

/** The page and the part of it that scrolls. Tables that scroll in a frame of their own are meant to. */
function sidewaysScroll(): string[] {
  return [document.documentElement, document.body, document.querySelector('main')].flatMap((element) =>
    element && element.scrollWidth > element.clientWidth + 1
      ? [`${element.tagName}: ${element.scrollWidth} px in ${element.clientWidth}`]
      : [],
  )
}

/** Pairs of controls in the screen that share more than a rim of 2 px and do not hold one another. */
function overlaps(): string[] {
  const controls = [...document.querySelectorAll<HTMLElement>('main :is(a, button, input, select, textarea, h1, h2)')]
  const seen = controls.flatMap((element) => {
    const box = element.getBoundingClientRect()
    const isDrawn = box.width > 4 && box.height > 4 && element.checkVisibility({ opacityProperty: true })
    return isDrawn ? [{ element, box }] : []
  })
  const found: string[] = []
  seen.forEach((a, i) => {
    for (const b of seen.slice(i + 1)) {
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue
      const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
      const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
      // A field's own button or label lies in its frame.
      const isField = a.element.parentElement?.parentElement?.contains(b.element) && a.element.tagName === 'INPUT'
      const isOwn = b.element.parentElement?.parentElement?.contains(a.element) && b.element.tagName === 'INPUT'
      if (width > 2 && height > 2 && !isField && !isOwn)
        found.push(`${a.element.outerHTML.slice(0, 120)} over ${b.element.outerHTML.slice(0, 120)}`)
    }
  })
  return found.slice(0, 5)
}
