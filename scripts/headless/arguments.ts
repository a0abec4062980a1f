import { parseArgs } from 'node:util'
import { generators } from '../../src/core/generators/registry'

export interface SynthesizeArguments {
  readonly file: string
  readonly out: string
  readonly rows?: number
  readonly seconds?: number
  readonly seed?: number
  readonly recipe?: string
  readonly conditions: readonly string[]
  readonly generator?: string
  readonly target?: string
  readonly allRows: boolean
  /** Threads that train a network; as many as there are cores when absent. */
  readonly threads?: number
  /** Rows with gaps; the made table is these rows, completed. */
  readonly complete?: string
}

/** A mistake on the command line or in the data: a sentence for stderr, exit code 2. */
export class UsageError extends Error {}

const ids = ['auto', ...generators.map(({ id }) => id)].join(', ')

export const usage = `npm run headless -- synthesize FILE --out DIR
  --rows N              rows to make (default: as many as the file has)
  --seconds S           time limit for fitting a network
  --seed K              whole number (default 1): same seed, data and backend, same file
  --generator ID        auto | sequential-trees | any-order | gaussian-copula | independent (default auto)
  --condition 'C'       income=>50K · age=18..30 · city=Paris|Rome · income=>50K @ 50% (may be repeated)
  --target COLUMN       the column that models shall predict
  --recipe FILE         a recipe that the studio saved; the options above win over it
  --complete FILE       rows with gaps to complete instead of making new ones; given cells stay as they are
  --threads N           threads that train a network (default: as many as there are cores); the file is the same
  --all-rows            fit on every row but the 5 % that early stopping needs`

export function readArguments(words: readonly string[]): SynthesizeArguments {
  const parsed = parse(words)
  const [command, file, ...more] = parsed.positionals
  if (command !== 'synthesize' || !file || more.length > 0) throw new UsageError(usage)
  const { values } = parsed
  const { generator } = values
  if (generator !== undefined && generator !== 'auto' && !generators.some(({ id }) => id === generator))
    throw new UsageError(`There is no generator “${generator}”: choose ${ids}.`)
  if (values.complete !== undefined && (values.condition ?? []).length > 0)
    throw new UsageError('--complete and --condition can’t be used together: write the wished values into the rows.')
  if (!values.out) throw new UsageError(`--out DIR is missing.\n${usage}`)
  const number = (name: 'rows' | 'seconds' | 'seed' | 'threads', least: number) => readNumber(name, values[name], least)
  return {
    file,
    out: values.out,
    conditions: values.condition ?? [],
    allRows: values['all-rows'] ?? false,
    ...number('rows', 1),
    ...number('seconds', 1),
    ...number('seed', 0),
    ...number('threads', 1),
    ...(values.recipe === undefined ? {} : { recipe: values.recipe }),
    ...(values.generator === undefined ? {} : { generator: values.generator }),
    ...(values.target === undefined ? {} : { target: values.target }),
    ...(values.complete === undefined ? {} : { complete: values.complete }),
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        rows: { type: 'string' },
        seconds: { type: 'string' },
        seed: { type: 'string' },
        threads: { type: 'string' },
        recipe: { type: 'string' },
        condition: { type: 'string', multiple: true },
        generator: { type: 'string' },
        target: { type: 'string' },
        complete: { type: 'string' },
        'all-rows': { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

function readNumber<Name extends string>(name: Name, text: string | undefined, least: number) {
  if (text === undefined) return {} as { readonly [key in Name]?: number }
  const value = Number(text)
  const whole = name === 'seconds' || Number.isInteger(value)
  if (!whole || !(value >= least))
    throw new UsageError(`--${name} must be a number of at least ${least}, not "${text}".`)
  return { [name]: value } as { readonly [key in Name]: number }
}
