import { tryVectors } from '../src/wire/seal'

/** Tries to get out of a worker, which obeys the policy of its own response, not of the page. */
self.addEventListener('message', async () => {
  const webTransport = 'WebTransport' in self ? { 'web-transport': (url: string) => new WebTransport(url).ready } : {}
  postMessage(await tryVectors(webTransport))
})
