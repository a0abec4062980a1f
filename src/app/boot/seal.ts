import { type Probe, type ServiceWorkerStatus, tryVectors } from '../../wire/seal'
import { registerServiceWorker, serviceWorkerStatus } from './service-worker'

/** What no probe can show: the panel names it. */
export type Unproved =
  /** Whether leaving for another page is stopped: only browsers with Connection-Allowlist do (Chromium 152 and later). */
  | 'navigation'
  /** The service worker's own script obeys only what the host sent with it. */
  | 'service-worker-script'
  /** Extensions, the clipboard and the downloads folder are outside of the page. */
  | 'outside-the-page'

export interface SealStatus {
  /** sealing: being found out, or about to reload · sealed: each way out was refused, by page and worker · unsealed: not so. */
  readonly state: 'sealing' | 'sealed' | 'unsealed'
  readonly reason?: 'development' | 'no-service-worker' | 'way-out-open'
  readonly isolated: boolean
  /** Whether the service worker stands between this page and the network. */
  readonly controlled: boolean
  readonly page: readonly Probe[]
  readonly worker: readonly Probe[]
  readonly serviceWorker?: ServiceWorkerStatus
  readonly unproved: readonly Unproved[]
}

const reloadMark = 'seal-reloaded'

export const sealing: SealStatus = {
  state: 'sealing',
  isolated: false,
  controlled: false,
  page: [],
  worker: [],
  unproved: [],
}

/** Takes away the ways out that not every browser's policy covers. First thing at boot, before any other module runs. */
export function closeDoors(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport'])
    Reflect.deleteProperty(globalThis, name)
  Reflect.deleteProperty(Navigator.prototype, 'sendBeacon')
}

/**
 * Closes the doors, starts the service worker and tells `onStatus` how the seal stands. A first visit to a host that
 * sends no headers is reloaded once, when the service worker has taken control. Resolves with its registration.
 */
export async function startSeal(
  onStatus: (status: SealStatus) => void,
): Promise<ServiceWorkerRegistration | undefined> {
  closeDoors()
  onStatus(sealing)
  const registering = registerServiceWorker()
  const status = await probeSeal()
  const registration = await registering
  if (status.state === 'unsealed' && registration && mayReload()) {
    await controlledOrLate(registration)
    location.reload()
    return registration
  }
  if (status.state === 'sealed') forgetReload()
  const reason = status.reason === 'way-out-open' && !registration ? 'no-service-worker' : status.reason
  onStatus(reason ? { ...status, reason } : status)
  return registration
}

/** Tries every way out, from the page and from a worker. */
export async function probeSeal(): Promise<SealStatus> {
  const controlled = Boolean(navigator.serviceWorker?.controller)
  const facts = { isolated: crossOriginIsolated, controlled, unproved: unproved(controlled) }
  if (import.meta.env.DEV) return { ...facts, state: 'unsealed', reason: 'development', page: [], worker: [] }
  const [page, worker, serviceWorker] = await Promise.all([probePage(), probeWorker(), serviceWorkerStatus()])
  const isSealed = worker.length > 0 && [...page, ...worker].every((probe) => probe.outcome !== 'open')
  const known = { ...facts, page, worker, ...(serviceWorker ? { serviceWorker } : {}) }
  return isSealed ? { ...known, state: 'sealed' } : { ...known, state: 'unsealed', reason: 'way-out-open' }
}

async function probePage(): Promise<Probe[]> {
  const absent = [
    ['webrtc', 'RTCPeerConnection' in globalThis],
    ['web-transport', 'WebTransport' in globalThis],
    ['beacon', 'sendBeacon' in navigator],
  ] as const
  const probes = await tryVectors({
    image: (url) => {
      new Image().src = url
    },
    style: (url) => attach(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url })),
    frame: (url) => attach(Object.assign(document.createElement('iframe'), { src: url, hidden: true })),
  })
  return [...probes, ...absent.map(([vector, is]) => ({ vector, outcome: is ? 'open' : 'absent' }) as const)]
}

function attach(element: HTMLElement): void {
  document.head.append(element)
  setTimeout(() => element.remove(), 1000)
}

function probeWorker(): Promise<readonly Probe[]> {
  const worker = new Worker(new URL('../../../workers/probe.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve) => {
    const done = (probes: readonly Probe[]) => {
      worker.terminate()
      resolve(probes)
    }
    worker.onmessage = (event: MessageEvent<Probe[]>) => done(event.data)
    worker.onerror = () => done([])
    setTimeout(done, 8000, [])
    worker.postMessage('probe')
  })
}

function unproved(controlled: boolean): Unproved[] {
  return [
    ...(hasConnectionAllowlist() ? [] : (['navigation'] as const)),
    ...(controlled ? (['service-worker-script'] as const) : []),
    'outside-the-page',
  ]
}

/** Connection-Allowlist can't be felt from a script; Chromium has had it since version 152. */
function hasConnectionAllowlist(): boolean {
  const version = /Chrome\/(\d+)/.exec(navigator.userAgent)?.[1]
  return Number(version ?? 0) >= 152
}

/** Waits until the service worker controls this page: its first start takes as long as the app's download. */
async function controlledOrLate(registration: ServiceWorkerRegistration): Promise<void> {
  if (registration.active) return
  await new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
    setTimeout(resolve, 60_000)
  })
}

/** Once: a reload that did not help is not repeated. */
function mayReload(): boolean {
  try {
    if (sessionStorage.getItem(reloadMark)) return false
    sessionStorage.setItem(reloadMark, '1')
    return true
  } catch {
    return false
  }
}

function forgetReload(): void {
  try {
    sessionStorage.removeItem(reloadMark)
  } catch {
    // Without session storage there was no reload either.
  }
}
