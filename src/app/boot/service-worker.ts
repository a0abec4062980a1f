import { type ServiceWorkerMessage, type ServiceWorkerStatus, sharedInbox, sharedNameHeader } from '../../wire/seal'

/** Registers the service worker; undefined where there is none (development, private windows of some browsers). */
export async function registerServiceWorker(): Promise<ServiceWorkerRegistration | undefined> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return undefined
  try {
    return await navigator.serviceWorker.register('./sw.js', { scope: './', updateViaCache: 'none' })
  } catch {
    return undefined
  }
}

/** Calls `onReady` once a new version has been fetched and waits; it starts only by {@link applyUpdate}. */
export function watchForUpdate(registration: ServiceWorkerRegistration, onReady: () => void): void {
  if (registration.waiting && navigator.serviceWorker.controller) onReady()
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && navigator.serviceWorker.controller) onReady()
    })
  })
}

/** Starts the version that waits, and the page anew with it. Never during a run: the caller sees to that. */
export function applyUpdate(registration: ServiceWorkerRegistration): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  registration.waiting?.postMessage({ type: 'SKIP_WAITING' } satisfies ServiceWorkerMessage)
}

/** What the service worker that controls this page says of itself; undefined when there is none or it stays silent. */
export function serviceWorkerStatus(): Promise<ServiceWorkerStatus | undefined> {
  const controller = navigator.serviceWorker?.controller
  if (!controller) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const channel = new MessageChannel()
    const done = (status?: ServiceWorkerStatus) => {
      channel.port1.close()
      resolve(status)
    }
    channel.port1.onmessage = (event: MessageEvent<ServiceWorkerStatus>) => done(event.data)
    setTimeout(done, 2000)
    controller.postMessage({ type: 'status' } satisfies ServiceWorkerMessage, [channel.port2])
  })
}

/** Takes the files that were shared with the app out of the inbox. */
export async function takeSharedFiles(): Promise<File[]> {
  const inbox = await caches.open(sharedInbox)
  const requests = await inbox.keys()
  const files = await Promise.all(
    requests.map(async (request) => {
      const response = await inbox.match(request)
      if (!response) return undefined
      const blob = await response.blob()
      return new File([blob], decodeURIComponent(response.headers.get(sharedNameHeader) ?? 'shared'), {
        type: blob.type,
      })
    }),
  )
  await caches.delete(sharedInbox)
  return files.filter((file) => file !== undefined)
}
