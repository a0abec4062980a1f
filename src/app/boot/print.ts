const attribute = 'data-mantine-color-scheme'

/** Paper is white: what is printed from the dark theme is printed in the light one. */
export function printInLight(): void {
  let scheme: string | null = null
  const page = document.documentElement
  window.addEventListener('beforeprint', () => {
    scheme = page.getAttribute(attribute)
    page.setAttribute(attribute, 'light')
  })
  window.addEventListener('afterprint', () => {
    if (scheme) page.setAttribute(attribute, scheme)
  })
}
