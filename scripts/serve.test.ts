import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import headers from '../src/sw/headers.json'
import { serve } from './serve.mjs'

let host: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'serve-'))
  mkdirSync(join(directory, 'site/assets'), { recursive: true })
  writeFileSync(join(directory, 'secret.txt'), 'secret')
  writeFileSync(join(directory, 'site/index.html'), '<!doctype html>')
  writeFileSync(join(directory, 'site/assets/a.wasm'), new Uint8Array([0, 97, 115, 109]))
  host = await serve({ directory: join(directory, 'site'), port: 0 })
})
afterAll(() => {
  host.server.close()
})

/** As it stands: `fetch` would tidy the path first. */
function raw(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(host.url)
    request({ host: '127.0.0.1', port, path }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end()
  })
}

describe('the server', () => {
  test.each(['', 'assets/a.wasm', 'nowhere', '%'])('sends the whole policy with /%s', async (path) => {
    const response = await fetch(host.url + path)
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value)
  })

  test('names types that the browser will take', async () => {
    const wasm = await fetch(`${host.url}assets/a.wasm`)
    expect(wasm.headers.get('Content-Type')).toBe('application/wasm')
    expect(wasm.headers.get('Cache-Control')).toContain('immutable')
    expect((await wasm.arrayBuffer()).byteLength).toBe(4)
    const page = await fetch(host.url)
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('Cache-Control')).toBe('no-cache')
  })

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets',
    '/%00',
  ])('keeps %s to itself', async (path) => {
    expect(await raw(path)).toBe(404)
  })

  test('only hands out', async () => {
    expect((await fetch(host.url, { method: 'POST', body: 'x' })).status).toBe(405)
    const head = await fetch(host.url, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('Content-Length')).toBe('15')
    expect(await head.text()).toBe('')
  })

  test('takes the next port when one is taken', async () => {
    const { port } = new URL(host.url)
    const second = await serve({ port: Number(port) })
    expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(port))
    second.server.close()
  })
})
