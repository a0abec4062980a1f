import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createRandom } from '../../src/core/random'
import { main } from './main'

const summary = v.strictObject({
  rows: v.pipe(v.number(), v.integer()),
  generator: v.string(),
  fitSeconds: v.pipe(v.number(), v.minValue(0)),
  sampleSeconds: v.pipe(v.number(), v.minValue(0)),
  steps: v.pipe(v.number(), v.integer()),
  backend: v.picklist(['cpu', 'wasm', 'webgpu']),
})

let folder = ''
let people = ''

/** Age and city decide on income; one row in eight has no answer; one pay stands alone. */
function peopleCsv(): string {
  const random = createRandom(5)
  const lines = Array.from({ length: 400 }, (_, i) => {
    const age = 18 + random.below(60)
    const city = ['Paris', 'Rome', 'Oslo'][random.below(3)]!
    const pay = i === 7 ? 99_999_999 : 500 * age + random.below(4000)
    const answer = random.below(8) === 0 ? '' : random.below(2) === 0 ? 'yes' : 'no'
    return `${1000 + i},${age},${city},${pay},2020-0${1 + random.below(9)}-1${random.below(10)},${answer}`
  })
  return ['id,age,city,pay,joined,answer', ...lines, ''].join('\n')
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headless-'))
  people = await file('people.csv', peopleCsv())
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, text: string): Promise<string> {
  const place = path.join(folder, name)
  await writeFile(place, text)
  return place
}

/** One call of the command, with trees unless `words` say otherwise. */
async function call(...words: string[]) {
  const said: string[] = []
  const printed: string[] = []
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text)),
    vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text)),
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ]
  const code = await main(words)
  for (const spy of spies) spy.mockRestore()
  return { code, said: said.join('\n'), printed: printed.join('\n') }
}

let calls = 0
async function make(input: string, ...words: string[]) {
  const out = path.join(folder, `out-${calls++}`)
  const result = await call('synthesize', input, '--out', out, '--generator', 'sequential-trees', ...words)
  const read = (name: string) => readFile(path.join(out, name), 'utf8')
  const csv = result.code === 0 ? await read(`${path.basename(input).replace(/\..*/, '')}.synthetic.csv`) : ''
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  return { ...result, out, csv, rows, read }
}

test('writes the table, its recipe, provenance and report, and one line of summary', async () => {
  const { code, printed, out, rows, csv, read } = await make(people)
  expect(code).toBe(0)
  expect((await readdir(out)).sort()).toEqual([
    'README.md',
    'croissant.json',
    'datapackage.json',
    'people.synthetic.csv',
    'provenance.json',
    'recipe.json',
    'report.html',
    'report.json',
  ])
  expect(v.parse(summary, JSON.parse(printed))).toMatchObject({ rows: 400, generator: 'sequential-trees' })
  expect(rows).toHaveLength(400)
  expect(new Set(rows.map(([id]) => id)).size).toBe(400)
  expect(await read('report.json')).not.toContain('NaN')
  expect(JSON.parse(await read('provenance.json'))).toMatchObject({
    synthetic: true,
    sources: [{ rows: 400 }],
    files: [{ path: 'people.synthetic.csv', rows: 400, sha256: createHash('sha256').update(csv).digest('hex') }],
  })
})

test('what is made from a synthetic file is of the next generation, and for strangers nothing measured is written', async () => {
  const { out } = await make(people)
  const next = path.join(out, 'next')
  const trees = ['--generator', 'sequential-trees']
  await call('synthesize', path.join(out, 'people.synthetic.csv'), '--out', next, '--public', ...trees)
  const read = (name: string) => readFile(path.join(next, name), 'utf8')
  const { generationNumber, variant, evaluation } = JSON.parse(await read('provenance.json'))
  expect({ generationNumber, variant, evaluation }).toEqual({ generationNumber: 2, variant: 'public', evaluation: [] })
  const files = await readdir(next)
  expect(files).not.toContain('report.json')
  expect(files).not.toContain('recipe.json')
  expect(await read('report.html')).toContain('public variant')
})

test('no lone extreme comes out', async () => {
  const { rows } = await make(people, '--rows', '5000')
  expect(Math.max(...rows.map((row) => Number(row[3])))).toBeLessThan(99_999_999)
})

test('same seed, same bytes; another seed, other rows; the saved recipe makes them again', async () => {
  const first = await make(people, '--seed', '4', '--condition', 'city=Rome @ 50%', '--rows', '300')
  const again = await make(people, '--seed', '4', '--condition', 'city=Rome @ 50%', '--rows', '300')
  const other = await make(people, '--seed', '5', '--condition', 'city=Rome @ 50%', '--rows', '300')
  expect(again.csv).toBe(first.csv)
  expect(other.csv).not.toBe(first.csv)
  const byRecipe = await make(people, '--recipe', path.join(first.out, 'recipe.json'))
  expect(byRecipe.csv).toBe(first.csv)
  expect(await byRecipe.read('recipe.json')).toBe(await first.read('recipe.json'))
})

test('conditions are met to the row', async () => {
  const { rows } = await make(people, '--rows', '200', '--condition', 'city=Oslo @ 25%', '--condition', 'age=30..39')
  expect(rows.filter((row) => row[2] === 'Oslo')).toHaveLength(50)
  expect(rows.filter((row) => Number(row[1]) < 30 || Number(row[1]) > 39)).toEqual([])
  const missing = await make(people, '--rows', '50', '--condition', 'answer=')
  expect(missing.rows.filter((row) => row[5] !== '')).toEqual([])
})

test('completes rows: given cells stay, gaps are filled', async () => {
  const gaps = await file('gaps.csv', 'age,city,joined\n30,,\n,Oslo,2020-03-12\n,,\n')
  const { rows } = await make(people, '--complete', gaps)
  expect(rows.map((row) => row.slice(1, 5).every((cell) => cell !== ''))).toEqual([true, true, true])
  expect([rows[0]![1], rows[1]![2], rows[1]![4]]).toEqual(['30', 'Oslo', '2020-03-12'])
})

test('gaps are filled several times, the given cells to the letter', async () => {
  const gaps = await file('many.csv', 'city,pay,id\nOslo,?,1007\n,20500,1009\nRome,20123.50,\n')
  const { rows, csv, read } = await make(people, '--impute', gaps, '--copies', '3')
  expect(csv.split('\n')[0]).toBe('imputation,id,age,city,pay,joined,answer')
  expect(rows.map(([copy]) => copy)).toEqual(['1', '1', '1', '2', '2', '2', '3', '3', '3'])
  for (const copy of [0, 3, 6]) {
    expect([rows[copy]![3], rows[copy]![1]]).toEqual(['Oslo', '1007'])
    expect([rows[copy + 1]![4], rows[copy + 1]![1]]).toEqual(['20500', '1009'])
    expect(rows[copy + 2]!.slice(3, 5)).toEqual(['Rome', '20123.50'])
    expect(rows[copy + 1]![3]).toMatch(/Paris|Rome|Oslo/)
  }
  expect(JSON.parse(await read('provenance.json')).sampling).toMatchObject({ completedRows: 9, copies: 3 })
  expect(await read('README.md')).toContain('filled 3 times')
})

test('a balanced and fair set, with columns drawn their own way: it says so, and its recipe makes it again', async () => {
  const wish = ['--balance', 'answer', '--fair', 'answer~city', '--temperature', 'pay=0.8', '--top-p', 'age=0.9']
  const { rows, csv, out, read } = await make(people, '--rows', '300', ...wish)
  const yes = (of: readonly string[][]) => of.filter((row) => row[5] === 'yes').length
  expect(yes(rows)).toBe(150)
  for (const city of ['Paris', 'Rome', 'Oslo']) {
    const own = rows.filter((row) => row[2] === city)
    expect(Math.abs(yes(own) - own.length / 2)).toBeLessThanOrEqual(1)
  }
  const parity = { target: 'answer', sensitive: ['city'] }
  const columns = [
    { field: 'pay', temperature: 0.8 },
    { field: 'age', topP: 0.9 },
  ]
  const { output } = JSON.parse(await read('recipe.json'))
  expect(output).toMatchObject({ parity, columns, temperature: 1 })
  expect(output.conditions).toHaveLength(2)
  const { sampling, limitations } = JSON.parse(await read('provenance.json'))
  expect({ sampling, limitations }).toMatchObject({ sampling: { parity, columns } })
  expect(limitations).toEqual(expect.arrayContaining(['conditions', 'parity']))
  expect(JSON.parse(await read('report.json')).limits).toContainEqual({ code: 'parity', ...parity })
  for (const name of ['README.md', 'report.html', 'croissant.json'])
    expect(await read(name)).toContain('equally frequent')
  const again = await make(people, '--recipe', path.join(out, 'recipe.json'))
  expect(again.csv).toBe(csv)
})

test.each<[string, string[], RegExp]>([
  ['a value that is not there', ['--condition', 'city=paris'], /“paris” does not occur in “city”\. It holds “Paris”/],
  ['a range that is not there', ['--condition', 'joined=2050-01-01..2051-01-01'], /does not occur in “joined”/],
  ['a column that is not there', ['--condition', 'town=Paris'], /no column named “town”/],
  ['a contradiction', ['--condition', 'city=Paris', '--condition', 'city=Rome'], /meets its conditions/],
  ['an unknown generator', ['--generator', 'gan'], /no generator “gan”: choose auto, .*sequential-trees/],
  ['no number of rows', ['--rows', 'many'], /--rows must be a number/],
  ['an unknown option', ['--row', '5'], /--row/],
  ['groups that are not there', ['--fair', 'answer~town'], /no column named “town”/],
  ['one column as outcome and group', ['--fair', 'city~city'], /can’t be equally frequent/],
  ['a number to balance', ['--balance', 'pay'], /“pay” can’t be balanced/],
  ['a share above 1', ['--top-p', 'age=2'], /“age=2” can’t be read/],
  ['copies of nothing', ['--copies', '2'], /belongs to --impute/],
  ['completing and conditions', ['--complete', 'x.csv', '--condition', 'city=Rome'], /can’t be used together/],
])('%s: exit code 2 and what to do', async (_, words, sentence) => {
  const { code, said, printed } = await make(people, ...words)
  expect({ code, printed }).toEqual({ code: 2, printed: '' })
  expect(said).toMatch(sentence)
})

test.each([
  ['nothing.csv', '', /is empty/],
  ['header.csv', 'a,b,c\n', /no rows/],
  ['few.csv', 'a,b\n1,x\n2,y\n3,x\n', /^3 rows are too few to learn from\. At least 20 are needed/],
  ['void.csv', `a,b\n${',\n'.repeat(50)}`, /No column is set to “learn”\./],
  ['photo.csv', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0', /is not a table/],
])('%s: exit code 2 and one sentence', async (name, text, sentence) => {
  const { code, said } = await make(await file(name, text))
  expect(code).toBe(2)
  expect(said).toMatch(sentence)
  expect(said).not.toMatch(/\n|Error:/)
})

test('a recipe for another table, a broken one, and files that are not there', async () => {
  const { out } = await make(people)
  const other = await file('other.csv', (await readFile(people, 'utf8')).replace('city', 'town'))
  expect(await make(other, '--recipe', path.join(out, 'recipe.json'))).toMatchObject({
    code: 2,
    said: expect.stringMatching(/belongs to another table.*city/),
  })
  const broken = await file('broken.json', '{"format":"x"}')
  expect(await make(people, '--recipe', broken)).toMatchObject({
    code: 2,
    said: expect.stringMatching(/can’t be read/),
  })
  expect(await make(path.join(folder, 'none.csv'))).toMatchObject({ code: 2, said: expect.stringMatching(/no file/) })
  expect(await call('synthesize', people, '--out', people)).toMatchObject({
    code: 2,
    said: expect.stringMatching(/can’t be made or written/),
  })
  expect(await call('synthesize', people)).toMatchObject({
    code: 2,
    said: expect.stringMatching(/--out DIR is missing/),
  })
})

test('a private table states its guarantee, holds no fingerprint, and never comes twice', async () => {
  const words = ['--generator', 'mst', '--epsilon', '3', '--domain', 'city=Paris|Rome|Oslo', '--domain', 'age=18..77']
  const [first, again] = [await make(people, ...words), await make(people, ...words)]
  const { sources, privacy, evaluation } = JSON.parse(await first.read('provenance.json'))
  expect(privacy.dp).toMatchObject({
    epsilon: 3,
    delta: 1 / 4000,
    unit: 'row',
    endToEnd: true,
    domainSource: { age: 'declared', city: 'declared', pay: 'released', id: 'made' },
  })
  expect(sources).toEqual([{ name: 'people.csv', rows: 400, columns: 6 }])
  expect([privacy.audits, evaluation]).toEqual([[], []])
  expect(await first.read('report.html')).toContain('What is guaranteed')
  expect(await first.read('recipe.json')).not.toContain('sha256')
  expect(JSON.parse(await first.read('recipe.json')).schema.relations).toEqual([])
  expect(again.csv).not.toBe(first.csv)
  expect(first.rows).toHaveLength(400)
  expect(first.rows.every((row) => ['Paris', 'Rome', 'Oslo', ''].includes(row[2]!))).toBe(true)
  expect(first.csv).not.toContain('99999999')
})

test('the private network says how it was trained and how much noise that took', async () => {
  const words = ['--generator', 'private-network', '--epsilon', '3', '--domain', 'city=Paris|Rome|Oslo']
  const { read, rows } = await make(people, ...words)
  const { privacy, generator } = JSON.parse(await read('provenance.json'))
  expect(privacy.dp).toMatchObject({
    epsilon: 3,
    accountant: 'PRV',
    endToEnd: true,
    training: { rate: 0.25, steps: 500, sigma: expect.any(Number) },
  })
  expect(privacy.dp.training.sigma).toBeGreaterThan(1)
  expect(generator).toMatchObject({ type: 'private-network', seed: 'withheld' })
  expect(await read('report.html')).toContain('500 steps')
  expect(rows.every((row) => ['Paris', 'Rome', 'Oslo', ''].includes(row[2]!))).toBe(true)
})

test('rows completed privately stand as they were given, so that the guarantee is void, and this is said', async () => {
  const gaps = await file('private-gaps.csv', 'age,city\n33,\n44,Rome\n')
  const { read, rows } = await make(people, '--generator', 'mst', '--epsilon', '3', '--complete', gaps)
  const { dp } = JSON.parse(await read('provenance.json')).privacy
  expect(dp.endToEnd).toBe(false)
  expect(dp.why[0]).toBe('void-rows-completed')
  expect(rows.map((row) => row[1])).toEqual(['33', '44'])
})

test.each([
  [['--epsilon', '1'], /belong to a private generator/],
  [['--generator', 'mst', '--epsilon', '0'], /--epsilon must be a number of at least 0\.01/],
  [['--generator', 'mst', '--domain', 'age=70..20'], /The range 70\.\.20 of “age” can’t be used/],
])('%s: exit code 2 and a sentence', async (words, sentence) => {
  const { code, said } = await make(people, ...words)
  expect(code).toBe(2)
  expect(said).toMatch(sentence)
})
