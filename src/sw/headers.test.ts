import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import headers from './headers.json'

const root = new URL('../../', import.meta.url)

test('public/_headers sends the same policy on hosts that read it', () => {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)
  expect(readFileSync(new URL('public/_headers', root), 'utf8')).toBe(`/*\n${lines.join('\n')}\n`)
})

test('the policy names no host, no inline script and no evaluation of text', () => {
  const policy = headers['Content-Security-Policy']
  expect(policy).toMatch(/^default-src 'none';/)
  expect(policy).not.toMatch(/https?:|wss?:|\*|'unsafe-eval'/)
  const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'))
  expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'")
})

test('the page has no inline script, which the policy would refuse', () => {
  const page = readFileSync(new URL('index.html', root), 'utf8')
  const scripts = [...page.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)]
  expect(scripts).toHaveLength(1)
  expect(scripts[0]![0]).toContain('src="./src/main.tsx"')
  expect(scripts[0]![1]).toBe('')
  expect(page).not.toMatch(/\son\w+=/)
})
