import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every package that the studio may hold, of the page and of its workers, with its licence's text: Markdown. */
export function licences(root) {
  const found = new Map()
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) collect(name, root, root, found)
  const parts = [...found].sort(([a], [b]) => a.localeCompare(b)).map(([, text]) => text)
  return `# What the studio is built with\n\n${parts.join('\n')}`
}

/** A package is looked for where Node would look: beside the one that asks for it, then further up. */
function collect(name, from, root, found) {
  const folder = [join(from, 'node_modules', name), join(root, 'node_modules', name)].find(existsSync)
  if (!folder) return // Optional, and not for this machine.
  const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const key = `${facts.name} ${facts.version}`
  if (found.has(key)) return
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
  found.set(key, `## ${key} (${facts.license ?? 'see below'})\n\n${text}\n`)
  for (const each of Object.keys(facts.dependencies ?? {})) collect(each, folder, root, found)
}
