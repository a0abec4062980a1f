import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { main } from './main'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evaluate-'))
})
afterAll(() => rm(folder, { recursive: true }))

const penguins = 'public/samples/penguins.csv'

async function call(...words: string[]) {
  const said: string[] = []
  const printed: string[] = []
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text)),
    vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0),
  ]
  const code = await main(['evaluate', ...words])
  for (const spy of spies) spy.mockRestore()
  return { code, said: said.join('\n'), printed: printed.join('\n') }
}

/** The file's lines with every `of`-th cell in the place of another row's: links between columns are gone. */
async function shuffledColumns(): Promise<string> {
  const [head = '', ...lines] = (await readFile(penguins, 'utf8')).trim().split('\n')
  const cells = lines.map((line) => line.split(','))
  const mixed = cells.map((_, i) => cells[i]!.map((_, c) => cells[(i + 37 * c) % cells.length]![c]!).join(';'))
  const file = path.join(folder, 'mixed.csv')
  await writeFile(file, [head.replaceAll(',', ';'), ...mixed, ''].join('\n'))
  return file
}

test('a foreign file becomes a report as JSON and as a page, and faults are told in the summary', async () => {
  const out = path.join(folder, 'out')
  const { code, printed } = await call('--real', penguins, '--synthetic', await shuffledColumns(), '--out', out)
  expect(code).toBe(0)
  expect((await readdir(out)).sort()).toEqual(['report.html', 'report.json'])
  const summary = JSON.parse(printed)
  expect(summary).toMatchObject({ holdout: 'split', mismatches: 0 })
  expect(summary.findings[0]).toMatch(/the link between them is lost/)
  const report = JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8'))
  expect(report).toMatchObject({ generator: 'imported', level: 'full', audit: { holdout: 'split' } })
  // Each column holds the very cells of the real file, of which train is a part.
  expect(report.summary.shapeError.synthetic.value).toBeLessThan(report.summary.shapeError.control.value)
  const page = await readFile(path.join(out, 'report.html'), 'utf8')
  expect(page).toContain('What stands out first')
  expect(page).toContain('No hold-out was given.')
  expect(page).not.toMatch(/<script|anonym/i)
})

test('a table that is the real one, and a hold-out that is it too, are told first', async () => {
  const out = path.join(folder, 'copies')
  const { code, said, printed } = await call(
    '--real',
    penguins,
    '--holdout',
    penguins,
    '--synthetic',
    penguins,
    '--out',
    out,
  )
  expect(code).toBe(0)
  const { findings, doubts } = JSON.parse(printed)
  expect(findings[0]).toContain('344 of 344 synthetic rows are copies')
  expect(doubts[0]).toMatch(/control rows equal one of the training rows/)
  expect(said).toContain(doubts[0])
})

test('numbers beyond all squares have no correlation, and break nothing', async () => {
  const file = path.join(folder, 'huge.csv')
  await writeFile(file, (await readFile(penguins, 'utf8')).replaceAll(/(\d+\.\d)(?=,)/g, '$1e300'))
  const out = path.join(folder, 'huge')
  expect((await call('--real', penguins, '--synthetic', file, '--out', out)).code).toBe(0)
  expect(await readFile(path.join(out, 'report.json'), 'utf8')).not.toContain('"value": null')
})

test('the same files and seed give the same report', async () => {
  const synthetic = await shuffledColumns()
  const reportOf = async (name: string, ...more: string[]) => {
    const out = path.join(folder, name)
    await call('--real', penguins, '--holdout', penguins, '--synthetic', synthetic, '--out', out, ...more)
    return readFile(path.join(out, 'report.json'), 'utf8')
  }
  expect(await reportOf('a')).toBe(await reportOf('b'))
  expect(await reportOf('c', '--seed', '2')).not.toBe(await reportOf('a'))
})

test.each([
  [['--real', penguins, '--out', 'x'], '--synthetic is missing'],
  [['--real', 'none.csv', '--synthetic', penguins, '--out', 'x'], 'There is no file none.csv.'],
  [['--real', penguins, '--synthetic', penguins, '--out', 'x', '--seed', 'one'], '--seed must be a whole number'],
  [['--real', penguins, '--synthetic', penguins, '--out', 'x', '--speed', '9'], "Unknown option '--speed'"],
])('%j ends with a sentence', async (words, sentence) => {
  const { code, said } = await call(...words.map((word) => (word === 'x' ? path.join(folder, 'x') : word)))
  expect(code).toBe(2)
  expect(said).toContain(sentence)
})

test('files without a common column, and an unknown target, end with a sentence', async () => {
  const other = path.join(folder, 'other.csv')
  await writeFile(other, ['a,b', ...Array.from({ length: 40 }, (_, i) => `${i},x${i % 3}`), ''].join('\n'))
  const out = path.join(folder, 'y')
  const common = await call('--real', penguins, '--synthetic', other, '--out', out)
  expect(common.code).toBe(2)
  expect(common.said).toContain('have no column in common that could be compared')
  const target = await call('--real', penguins, '--synthetic', penguins, '--out', out, '--target', 'wings')
  expect(target.code).toBe(2)
  expect(target.said).toContain('wings')
})
