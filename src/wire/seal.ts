/** What crosses between page, probe worker and service worker to show that nothing can leave. */

/** Reserved by RFC 2606: resolves nowhere, so that a probe that is not refused reaches nobody either. */
export const probeHost = 'seal-probe.invalid'

export type Vector =
  | 'fetch'
  | 'xhr'
  | 'websocket'
  | 'event-source'
  | 'script'
  | 'web-transport'
  | 'beacon'
  | 'webrtc'
  | 'image'
  | 'style'
  | 'frame'

/** policy: refused, with a violation named by the browser · absent: this way out does not exist here · open: neither was seen. */
export interface Probe {
  readonly vector: Vector
  readonly outcome: 'policy' | 'absent' | 'open'
}

/** What the service worker says of itself. */
export interface ServiceWorkerStatus {
  /** Requests to other origins that it refused since it was started; what the policy stops does not get so far. */
  readonly refused: number
  /** Same-origin answers to which it added the policy. */
  readonly answered: number
  /** The headers that it adds. */
  readonly policy: Readonly<Record<string, string>>
}

export type ServiceWorkerMessage = { readonly type: 'SKIP_WAITING' } | { readonly type: 'status' }

/** Cache in which the service worker leaves files that were shared with the app, until the page takes them. */
export const sharedInbox = 'shared-inbox'
/** Response header of a shared file: its name, URI-encoded. */
export const sharedNameHeader = 'X-Shared-Name'

type Attempt = (url: string) => unknown

const everywhere: Readonly<Partial<Record<Vector, Attempt>>> = {
  fetch: (url) => fetch(url, { mode: 'no-cors' }),
  xhr: (url) => {
    const request = new XMLHttpRequest()
    request.open('GET', url)
    request.send()
  },
  websocket: (url) => new WebSocket(url.replace('https:', 'wss:')).addEventListener('error', ignore),
  'event-source': (url) => {
    const source = new EventSource(url)
    // Else it would try again and again where nothing refuses it.
    source.addEventListener('error', () => source.close())
  },
  script: (url) => import(/* @vite-ignore */ url),
}

/**
 * Tries each way out of this context and waits until the browser names the violation.
 * `more`: ways that only a document has.
 */
export async function tryVectors(
  more: Readonly<Partial<Record<Vector, Attempt>>> = {},
  waitMs = 3000,
): Promise<Probe[]> {
  const attempts = Object.entries({ ...everywhere, ...more }) as [Vector, Attempt][]
  const seen = new Set<string>()
  let allSeen: () => void = ignore
  const listen = (event: Event) => {
    const vector = vectorOf(event as SecurityPolicyViolationEvent)
    if (vector) seen.add(vector)
    if (seen.size === attempts.length) allSeen()
  }
  const patience = new Promise<void>((resolve) => {
    allSeen = resolve
    setTimeout(resolve, waitMs)
  })
  self.addEventListener('securitypolicyviolation', listen)
  for (const [vector, attempt] of attempts) start(attempt, `https://${probeHost}/${vector}`)
  await patience
  self.removeEventListener('securitypolicyviolation', listen)
  return attempts.map(([vector]) => ({ vector, outcome: seen.has(vector) ? 'policy' : 'open' }))
}

/** A violation names the address that was refused; of a frame only the host. */
function vectorOf({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): string | undefined {
  const { hostname, pathname } = URL.canParse(blockedURI) ? new URL(blockedURI) : { hostname: '', pathname: '' }
  if (hostname !== probeHost) return undefined
  return effectiveDirective === 'frame-src' ? 'frame' : pathname.slice(1)
}

function start(attempt: Attempt, url: string): void {
  try {
    Promise.resolve(attempt(url)).catch(ignore)
  } catch {
    // Refused at once: the violation event says so.
  }
}

function ignore(): void {}
