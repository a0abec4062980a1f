import { createSocket } from 'node:dgram'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A foreign place on this machine that notes whatever reaches it: HTTP, WebSocket, and UDP for STUN. */
export interface Sink {
  readonly port: number
  readonly udpPort: number
  /** The ways by which something arrived, without doubles; a way names itself in the path (`/canary/WAY`). */
  arrived(): string[]
  close(): Promise<void>
}

export async function openSink(): Promise<Sink> {
  const ways = new Set<string>()
  const note = (url = '') => {
    const way = /\/canary\/([\w-]+)/.exec(url)?.[1]
    if (way) ways.add(way)
  }
  const server = createServer((request, response) => {
    note(request.url)
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript' }).end()
  })
  server.on('upgrade', (request, socket) => {
    note(request.url)
    socket.destroy()
  })
  const udp = createSocket('udp4').on('message', () => ways.add('webrtc'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    udpPort: udp.address().port,
    arrived: () => [...ways].sort(),
    close: async () => {
      server.closeAllConnections()
      udp.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
