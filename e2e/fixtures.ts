import { type BrowserContext, test as base, type ConsoleMessage, expect } from '@playwright/test'
import { probeHost } from '../src/wire/seal'

/** The seal's own probes ask for a name that can't exist, and the browser logs each refusal. */
const isProbe = (text: string) => text.includes(probeHost)

function isForeign(url: string, home: string): boolean {
  const { protocol, origin } = new URL(url)
  return /^(https?|wss?):$/.test(protocol) && origin.replace(/^ws/, 'http') !== home && !isProbe(url)
}

const isError = (message: ConsoleMessage) =>
  message.type() === 'error' && !isProbe(message.text()) && !isProbe(message.location().url)

/** What a story must not do, as it happens. */
export function watchForTrouble(context: BrowserContext, home: string): string[] {
  const troubles: string[] = []
  const askFor = (url: string) => {
    if (isForeign(url, home)) troubles.push(`request to ${url}`)
  }
  context.on('request', (request) => askFor(request.url()))
  context.on('page', (page) => page.on('websocket', (socket) => askFor(socket.url())))
  context.on('console', (message) => {
    if (isError(message)) troubles.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => troubles.push(`uncaught: ${error.error().stack ?? error.error().message}`))
  return troubles
}

/** Every spec fails on a request to another origin, on an error in the console and on an uncaught one. */
export const test = base.extend<{ watched: undefined }>({
  watched: [
    async ({ context, baseURL }, use) => {
      const troubles = watchForTrouble(context, new URL(baseURL ?? '').origin)
      await use(undefined)
      expect(troubles).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
