import type { LabelFile } from './label-file'

/** Files that give YOLO's numbers their names. */
export const isClassList = (path: string): boolean =>
  /(^|\/)(classes\.txt|obj\.names|[^/]*\.names|(data|dataset)\.ya?ml)$/i.test(path)

/** Names by number: a line each, or the key `names` of a YAML as a list in brackets, dashes or numbers. */
export function readClassList({ path, text }: LabelFile): string[] {
  if (!/\.ya?ml$/i.test(path))
    return text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => /^names\s*:/.test(line))
  if (start < 0) return []
  const inline = /^names\s*:\s*\[(.*)\]\s*$/.exec(lines[start]!)
  if (inline) return inline[1]!.split(',').map(plain)
  const names: string[] = []
  for (const line of lines.slice(start + 1)) {
    const item = /^\s*(?:-|(\d{1,6})\s*:)\s*(.*)$/.exec(line)
    if (!item) break
    names[item[1] === undefined ? names.length : Number(item[1])] = plain(item[2]!)
  }
  return names
}

/** Without quotes. */
function plain(text: string): string {
  const trimmed = text.trim()
  if (/^".*"$/.test(trimmed)) {
    try {
      return String(JSON.parse(trimmed))
    } catch {
      return trimmed.slice(1, -1)
    }
  }
  return /^'.*'$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll("''", "'") : trimmed
}
