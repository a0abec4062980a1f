import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { type ManifestOptions, VitePWA } from 'vite-plugin-pwa'
import { licences } from './scripts/licences.mjs'
import headers from './src/sw/headers.json' with { type: 'json' }

const tableTypes = {
  'text/csv': ['.csv'],
  'text/tab-separated-values': ['.tsv', '.tab'],
  'application/x-ndjson': ['.jsonl', '.ndjson'],
  'application/json': ['.json', '.recipe'],
  'application/vnd.apache.parquet': ['.parquet'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/gzip': ['.gz'],
  'application/zip': ['.zip'],
}

const manifest: Partial<ManifestOptions> = {
  id: './',
  name: 'Synthetic Data Studio',
  short_name: 'Synthetic',
  description: 'Learns from your tables on your device and exports synthetic ones. Nothing is sent anywhere.',
  lang: 'en',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#1c6fd1',
  categories: ['productivity', 'utilities'],
  icons: [
    { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  launch_handler: { client_mode: 'focus-existing' },
  file_handlers: [{ action: './', accept: tableTypes }],
  share_target: {
    action: './share',
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      files: [{ name: 'file', accept: Object.entries(tableTypes).flatMap(([type, ends]) => [type, ...ends]) }],
    },
  },
}

/** The policy as `<meta>`, for the first load from a host that sends no headers. In a build only: the dev server needs inline scripts. */
function metaPolicy(): Plugin {
  const content = headers['Content-Security-Policy'].replace(/;\s*frame-ancestors[^;]*/, '')
  return {
    name: 'meta-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' },
    ],
  }
}

/** Licences stand once in a file of their own, in place of a banner for each of a library's files. */
const withoutBanners = { comments: { legal: false } }
const licenceFile = (): Plugin => ({
  name: 'licence-file',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'licences.md', source: licences(import.meta.dirname) })
  },
})

const { 'Cross-Origin-Opener-Policy': opener, 'Cross-Origin-Embedder-Policy': embedder } = headers

export default defineConfig({
  base: './',
  plugins: [
    react(),
    metaPolicy(),
    licenceFile(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      includeAssets: [],
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,wasm,svg,png,json,csv,gz,webmanifest}'],
        // For people and programs elsewhere; the studio never reads it.
        globIgnores: ['schema/**'],
        maximumFileSizeToCacheInBytes: 4 * 2 ** 20,
      },
    }),
  ],
  worker: { format: 'es', rolldownOptions: { output: withoutBanners } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    manifest: true,
    rolldownOptions: { output: withoutBanners },
  },
  server: { headers: { 'Cross-Origin-Opener-Policy': opener, 'Cross-Origin-Embedder-Policy': embedder } },
})
