import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installChromium, installPackages } from './install.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
installPackages()
installChromium()

const results = 'node_modules/.cache/test-results'
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const bin = 'node_modules/.bin/'
const vitest = (project) => [
  `${bin}vitest`,
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}/${project}.json`,
]

/** A check counts as one test; a suite counts what its JSON report says. */
const steps = [
  { name: 'Types: core', command: [`${bin}tsc`, '-p', 'src/core'] },
  { name: 'Types: workers', command: [`${bin}tsc`, '-p', 'workers'] },
  { name: 'Types: app', command: [`${bin}tsc`, '-p', 'src'] },
  { name: 'Types: tests and tools', command: [`${bin}tsc`, '-p', 'tsconfig.tools.json'] },
  { name: 'Lint', command: [`${bin}biome`, 'check', '.'] },
  { name: 'Unused code and packages', command: [`${bin}knip`] },
  { name: 'Unit tests', command: vitest('node'), count: () => vitestCounts('node') },
  { name: 'Tests in Chromium', command: vitest('browser'), count: () => vitestCounts('browser') },
  { name: 'Build', command: [`${bin}vite`, 'build', '--logLevel', 'warn'] },
  { name: 'Size', command: [process.execPath, 'scripts/size.mjs'] },
  {
    name: 'Stories in Chromium',
    command: [`${bin}playwright`, 'test', '-c', 'e2e/playwright.config.ts'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${process.cwd()}/${results}/e2e.json` },
    count: e2eCounts,
  },
]

function report(name) {
  return JSON.parse(readFileSync(`${results}/${name}.json`, 'utf8'))
}

function vitestCounts(project) {
  const { numPassedTests: passed, numFailedTests: failed, testResults } = report(project)
  // A file that can't be loaded, or whose set-up fails, fails without a test of its own.
  const fails = ({ status }) => status === 'failed'
  const broken = testResults.filter((file) => fails(file) && !file.assertionResults.some(fails)).length
  return { passed, failed: failed + broken }
}

function e2eCounts() {
  const { expected, unexpected, flaky } = report('e2e').stats
  return { passed: expected + flaky, failed: unexpected }
}

/** What a step adds to the sum; a step that failed counts at least one failure. */
function counts(step, ok) {
  if (!step.count) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
  try {
    const { passed, failed } = step.count()
    return { passed, failed: ok ? failed : Math.max(1, failed) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

let passed = 0
let failed = 0
for (const step of steps) {
  console.log(`\n── ${step.name} ${'─'.repeat(Math.max(0, 70 - step.name.length))}`)
  const [name, ...rest] = step.command
  const start = performance.now()
  const { status } = spawnSync(name, rest, { stdio: 'inherit', env: { ...process.env, ...step.environment } })
  const sum = counts(step, status === 0)
  passed += sum.passed
  failed += sum.failed
  console.log(
    `${step.name}: ${sum.failed === 0 ? 'ok' : 'FAILED'} (${((performance.now() - start) / 1000).toFixed(1)} s)`,
  )
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
