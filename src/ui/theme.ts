import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent: a teal that is neither the blue of real rows nor the orange of synthetic ones. */
const teal: MantineColorsTuple = [
  '#e6f7f4',
  '#cdeee8',
  '#9bdcd1',
  '#66c9b9',
  '#3bb8a5',
  '#1fa592',
  '#0d8072',
  '#0b7266',
  '#085c53',
  '#044840',
]

/** Neutral, slightly cool darks; Mantine reads index 0 as text and 7 as the page. */
const dark: MantineColorsTuple = [
  '#d7dbdf',
  '#b4bbc2',
  '#8b949d',
  '#5f6871',
  '#3a4249',
  '#2c3339',
  '#22282d',
  '#15191c',
  '#101316',
  '#0b0d0f',
]

const dialogTitle = { fontWeight: 650, fontSize: '1.1rem' }

export const theme = createTheme({
  colors: { teal, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.32,
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "Noto Sans Mono", Menlo, Consolas, monospace',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } }, styles: { title: dialogTitle } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md' } },
    CloseButton: { defaultProps: { 'aria-label': 'Close' } },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        overlayProps: { backgroundOpacity: 0.4, blur: 2 },
      },
      styles: { title: dialogTitle },
    },
  },
})

/** The variables behind `palette.ts`, and Mantine's own where they fall short of 4.5:1. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2024',
    '--mantine-color-dimmed': '#59626a',
    '--mantine-color-placeholder': '#67707a',
    '--mantine-color-error': '#b42318',
    '--mantine-color-red-light-color': '#b42318',
    '--mantine-color-default-color': '#1b2024',
    '--mantine-color-default-border': '#cfd5d7',
    '--page': '#f6f7f7',
    '--card': '#ffffff',
    '--sunken': '#f0f2f2',
    '--rule': '#e0e4e5',
    '--accent': '#0b7266',
    '--accent-soft': '#e3f4f1',
    '--real': '#1c62c9',
    '--real-soft': '#cfe0fa',
    '--synthetic': '#b4500b',
    '--synthetic-soft': '#fbd9bd',
    '--control': '#5c666f',
    '--control-soft': '#d8dde1',
    '--good': '#1c7a3e',
    '--warn': '#8a5a00',
    '--warn-soft': '#fdf1d6',
    '--bad': '#b42318',
    '--bad-soft': '#fde8e6',
  },
  dark: {
    '--mantine-color-body': '#1a1f23',
    '--mantine-color-text': '#e4e8eb',
    '--mantine-color-dimmed': '#a2abb3',
    '--mantine-color-placeholder': '#98a2ab',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-red-light-color': '#ff9d94',
    '--page': '#121619',
    '--card': '#1a1f23',
    '--sunken': '#14181b',
    '--rule': '#2e363c',
    '--accent': '#3bb8a5',
    '--accent-soft': '#14322e',
    '--real': '#7db0ff',
    '--real-soft': '#1f3f6e',
    '--synthetic': '#ff9f55',
    '--synthetic-soft': '#63340f',
    '--control': '#a6b0b9',
    '--control-soft': '#3b444b',
    '--good': '#66c98a',
    '--warn': '#f0b850',
    '--warn-soft': '#382a0c',
    '--bad': '#ff9d94',
    '--bad-soft': '#3f1a17',
  },
})
