/**
 * The colours with a meaning, the same on every screen and in both themes: real rows are blue, synthetic rows are
 * orange, control rows (real rows that no generator saw) are grey. Safe for the common kinds of colour blindness; a
 * chart still tells them apart without colour (outline against fill). Use the CSS variable in markup and SVG, and
 * {@link resolveColor} where a canvas needs the value.
 */
export const palette = {
  /** Lines, outlines and text: at least 4.5:1 on the page. */
  real: 'var(--real)',
  synthetic: 'var(--synthetic)',
  control: 'var(--control)',
  /** Fills behind or below a line of the same meaning. */
  realSoft: 'var(--real-soft)',
  syntheticSoft: 'var(--synthetic-soft)',
  controlSoft: 'var(--control-soft)',
  /** Axes and grid lines. */
  rule: 'var(--rule)',
  /** The page, a card on it, and a sunken area in a card. */
  page: 'var(--page)',
  card: 'var(--card)',
  sunken: 'var(--sunken)',
  ink: 'var(--mantine-color-text)',
  inkSoft: 'var(--mantine-color-dimmed)',
  accent: 'var(--accent)',
  good: 'var(--good)',
  warn: 'var(--warn)',
  bad: 'var(--bad)',
} as const
export type PaletteName = keyof typeof palette

/** The value of a palette colour as it stands on `element` now; read it again when the theme changes. */
export function resolveColor(name: PaletteName, element: Element = document.documentElement): string {
  const variable = palette[name].slice('var('.length, -1)
  return getComputedStyle(element).getPropertyValue(variable).trim()
}
