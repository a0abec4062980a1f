import { PrecacheController } from 'workbox-precaching'
import { type ServiceWorkerMessage, type ServiceWorkerStatus, sharedInbox, sharedNameHeader } from '../wire/seal'
import policy from './headers.json'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

/**
 * Keeps the app for offline use, and seals it: every answer carries the policy, whatever the host sends, and nothing
 * is asked of another origin.
 */
const precache = new PrecacheController()
precache.addToCacheList(self.__WB_MANIFEST)

const scope = new URL('./', self.location.href)
let refused = 0
let answered = 0

self.addEventListener('install', (event) => {
  event.waitUntil(precache.install(event))
})

self.addEventListener('activate', (event) => {
  // Claims the page of the first visit, so that it can be sealed by one reload.
  event.waitUntil(precache.activate(event).then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) {
    refused++
    event.respondWith(Response.error())
    return
  }
  if (request.method === 'POST' && url.pathname === new URL('share', scope).pathname) {
    event.respondWith(keepShared(request))
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refused++
    event.respondWith(Response.error())
    return
  }
  event.respondWith(answer(request, url).then(seal))
})

self.addEventListener('message', (event) => {
  const message = event.data as ServiceWorkerMessage
  if (message.type === 'SKIP_WAITING') void self.skipWaiting()
  if (message.type === 'status') {
    event.ports[0]?.postMessage({ refused, answered, policy } satisfies ServiceWorkerStatus)
  }
})

/** From the cache of this version, else from the host, else (offline) the app itself for a page. */
async function answer(request: Request, url: URL): Promise<Response> {
  const file = url.pathname === scope.pathname ? new URL('index.html', scope) : new URL(url.pathname, scope)
  const kept = await precache.matchPrecache(file.href)
  if (kept) return kept
  try {
    return await fetch(request)
  } catch {
    const app =
      request.mode === 'navigate' ? await precache.matchPrecache(new URL('index.html', scope).href) : undefined
    return app ?? Response.error()
  }
}

function seal(response: Response): Response {
  if (response.status === 0) return Response.error()
  answered++
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(policy)) headers.set(name, value)
  const { status, statusText } = response
  const empty = status === 204 || status === 205 || status === 304
  return new Response(empty ? null : response.body, { status, statusText, headers })
}

/** Files shared with the app wait in a cache of their own until the page takes them. */
async function keepShared(request: Request): Promise<Response> {
  const form = await request.formData()
  const inbox = await caches.open(sharedInbox)
  const files = form.getAll('file').filter((value) => value instanceof File)
  await Promise.all(
    files.map((file, i) => {
      const headers = { [sharedNameHeader]: encodeURIComponent(file.name), 'Content-Type': file.type }
      return inbox.put(new URL(`shared/${i}`, scope), new Response(file, { headers }))
    }),
  )
  return Response.redirect(new URL('#/import-shared', scope).href, 303)
}
