import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { chromiumPath } from './chromium.mjs'

/** Installs the packages of the lockfile when they are missing or older than it. No install script is run. */
export function installPackages() {
  const installed = 'node_modules/.package-lock.json'
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return
  console.log('Installing packages …')
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund']
  if (spawnSync('npm', ['ci', ...quiet], { stdio: ['ignore', 'inherit', 'ignore'] }).status === 0) return
  // `npm ci` refuses a lockfile that lacks optional packages of other platforms, as one does that was made with a
  // registry that has this platform's only. `npm install` takes the same versions from it.
  if (spawnSync('npm', ['install', '--no-save', ...quiet], { stdio: 'inherit' }).status === 0) return
  stop('The packages could not be installed. Is the network there? `npm install` shows more.')
}

/** Installs Debian's Chromium when there is no browser to test in. */
export function installChromium() {
  if (chromiumPath()) return
  console.log('Installing Chromium …')
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const run = (...command) => {
    const [name, ...rest] = [...asRoot, ...command]
    return spawnSync(name, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  }
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive']
  const install = [...environment, 'apt-get', 'install', '-y', '--no-install-recommends', 'chromium']
  if (existsSync('/usr/bin/apt-get') && (run(...install) || (run('apt-get', 'update') && run(...install)))) return
  stop('The tests need Chromium. Install it, or name it in CHROMIUM_PATH, and run `npm test` again.')
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
