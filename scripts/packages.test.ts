import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>
const lock = read('package-lock.json').packages as Record<
  string,
  { version: string; integrity?: string; hasInstallScript?: boolean }
>

test('every package is pinned to one version, and the lockfile holds that one', () => {
  const asked = Object.entries({ ...dependencies, ...devDependencies })
  expect(asked.length).toBeGreaterThan(40)
  for (const [name, version] of asked) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lock[`node_modules/${name}`]?.version, name).toBe(version)
  }
})

test('every package that is installed has a checksum', () => {
  const bare = Object.entries(lock).filter(([path, { integrity }]) => path !== '' && integrity === undefined)
  expect(bare.map(([path]) => path)).toEqual([])
})

test('no package needs its install script: one has such, which only asks for donations, and none is run', () => {
  const scripted = Object.entries(lock).filter(([, { hasInstallScript }]) => hasInstallScript)
  expect(scripted.map(([path]) => path)).toEqual(['node_modules/core-js'])
  expect(readFileSync(new URL('install.mjs', import.meta.url), 'utf8')).toContain("'--ignore-scripts'")
})
