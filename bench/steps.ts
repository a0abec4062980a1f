import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import type { Project, StoredSchema } from '../src/db/objects'
import { makeRows } from './speed'
import { median, withStudio } from './studio'
import { chooseNetwork, readStores } from './studio-stores'

const file = path.resolve('..', 'shared', 'data', 'adult_train.csv')
const steps = 1200

interface Fit {
  readonly steps: number
  readonly fitSeconds: number
  readonly backend: string
}

/**
 * npm run bench -- steps: the same 1,200 steps of the default network in a browser's worker and headless in Node, and
 * 100,000 rows that the browser then makes with it. `--rounds N`: medians of so many instead of three.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string' } } })
  const rounds = Number(values.rounds ?? 3)
  if (!existsSync(file)) {
    console.error(`The table is missing: ${path.relative('.', file)}.`)
    return 2
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-steps-'))
  const ratios: number[] = []
  const sampling: number[] = []
  try {
    await withStudio(async (visit) => {
      for (let round = 0; round < rounds; round++) {
        const { fit, recipe, sampleSeconds } = await visit((page) => fitInBrowser(page))
        const headless = fitHeadless(recipe, folder)
        if (fit.steps !== headless.steps) throw new Error(`${fit.steps} steps there, ${headless.steps} here`)
        sampling.push(sampleSeconds)
        ratios.push(fit.fitSeconds / headless.fitSeconds)
        console.log(`${fit.steps} steps: browser (${fit.backend}) ${fit.fitSeconds} s, Node ${headless.fitSeconds} s`)
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`browser over Node, median of ${rounds}: ${median(ratios).toFixed(2)} (must ≤ 1.3)`)
  console.log(`100,000 rows in the browser, median of ${rounds}: ${median(sampling).toFixed(1)} s (must ≤ 15 s)`)
  return 0
}

async function fitInBrowser(page: Page): Promise<{ fit: Fit; recipe: object; sampleSeconds: number }> {
  await page.locator('#file-input').setInputFiles(file)
  await page.getByRole('grid', { name: 'Synthetic rows' }).waitFor({ timeout: 60_000 })
  await page.evaluate(chooseNetwork, { steps })
  await page.goto(page.url().replace(/[^/]+$/, 'train'))
  await page.reload()
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await page.getByText('the best model kept').or(page.getByText(': trained')).waitFor({ timeout: 400_000 })
  const { project, schema, runs } = await page.evaluate(readStores)
  const run = runs.find(({ generator }) => generator === 'any-order')
  if (!run) throw new Error('no run of the network in the database')
  return { fit: run, recipe: recipeOf(project, schema), sampleSeconds: await makeRows(page, run.id) }
}

/** The choices of the run, as the studio would save them. */
function recipeOf({ source, split, generator, seed }: Project, { schema }: StoredSchema): object {
  const { fileName: name, rows, dialect } = source
  return {
    format: 'synthetic-data-studio/recipe',
    version: 1,
    source: { name, rows, dialect },
    schema,
    split,
    generator,
    output: { rows: 100, seed, temperature: 1, conditions: [] },
    seed,
  }
}

function fitHeadless(recipe: object, folder: string): Fit {
  const recipeFile = path.join(folder, 'recipe.json')
  writeFileSync(recipeFile, JSON.stringify(recipe))
  const words = [path.resolve('scripts/headless.mjs'), 'synthesize', file, '--out', folder, '--recipe', recipeFile]
  const run = spawnSync(process.execPath, words, { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`the headless command ended with ${run.status ?? run.signal}: ${run.stderr}`)
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as Fit
}
