import { parseArgs } from 'node:util'
import { generators } from '../../src/core/generators/registry'
import { UsageError } from './usage-error'

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
  /** public: without seeds, recipe and what was measured on real rows. */
  readonly variant: 'internal' | 'public'
  /** Of a private generator. */
  readonly epsilon?: number
  readonly delta?: number
  /** Public ends or values of columns: `age=17..90`, `sex=Female|Male`. */
  readonly domains: readonly string[]
  /** Threads that train a network; as many as there are cores when absent. */
  readonly threads?: number
  /** Rows with gaps; the made table is these rows, completed, `copies` times one below the other. */
  readonly complete?: string
  readonly copies?: number
  /** Columns whose values get equal shares. */
  readonly balance: readonly string[]
  /** `income~sex+race` */
  readonly fair?: string
  /** `0.9` or `age=0.9` */
  readonly temperatures: readonly string[]
  readonly topPs: readonly string[]
}

const ids = ['auto', ...generators.map(({ id }) => id)].join(', ')

export const usage = `npm run headless -- synthesize FILE --out DIR
  --rows N              rows to make (default: as many as the file has)
  --seconds S           time limit for fitting a network
  --seed K              whole number (default 1): same seed, data and backend, same file
  --generator ID        auto | sequential-trees | any-order | gaussian-copula | independent | mst |
                        private-network (default auto)
  --condition 'C'       income=>50K · age=18..30 · city=Paris|Rome · income=>50K @ 50% (may be repeated)
  --target COLUMN       the column that models shall predict
  --recipe FILE         a recipe that the studio saved; the options above win over it
  --balance COLUMN      each of its values in the same share of the rows (may be repeated)
  --fair 'T~G'          outcome T as frequent in every group of G: income~sex · income~sex+race
  --temperature T       below 1 likelier rows, above 1 rarer ones: 0.9 · age=0.9 for one column (may be repeated)
  --top-p 'C=P'         only the likeliest values of a column that make up this share: age=0.95 (may be repeated)
  --impute FILE         rows with gaps to fill instead of making new ones; given cells stay to the letter
  --copies M            fill the gaps M times: M tables, one below the other, numbered in a first column
  --threads N           threads that train a network (default: as many as there are cores); the file is the same
  --all-rows            fit on every row but the 5 % that early stopping needs
  --epsilon E           privacy budget of mst and private-network (default 1; smaller is more private)
  --delta D             its failure probability (default 1 / (10 × rows))
  --domain 'C'          ends or values that are public anyway: age=17..90 · sex=Female|Male (may be repeated)
  --public              for strangers: no seeds, no recipe, nothing that was measured on real rows`

export function readArguments(words: readonly string[]): SynthesizeArguments {
  const parsed = parse(words)
  const [command, file, ...more] = parsed.positionals
  if (command !== 'synthesize' || !file || more.length > 0) throw new UsageError(usage)
  const { values } = parsed
  const { generator } = values
  if (generator !== undefined && generator !== 'auto' && !generators.some(({ id }) => id === generator))
    throw new UsageError(`There is no generator “${generator}”: choose ${ids}.`)
  const complete = values.impute ?? values.complete
  const steers = [...(values.condition ?? []), ...(values.balance ?? []), ...(values.fair === undefined ? [] : [''])]
  if (complete !== undefined && steers.length > 0)
    throw new UsageError(
      '--impute can’t be used together with --condition, --balance or --fair: write the wished values into the rows.',
    )
  if (values.copies !== undefined && complete === undefined && values.recipe === undefined)
    throw new UsageError('--copies belongs to --impute FILE.')
  if (!values.out) throw new UsageError(`--out DIR is missing.\n${usage}`)
  const isPrivate = (values.epsilon ?? values.delta ?? values.domain) !== undefined
  if (isPrivate && !findPrivate(generator) && values.recipe === undefined)
    throw new UsageError(
      '--epsilon, --delta and --domain belong to a private generator: add --generator mst, or private-network.',
    )
  const number = (name: NumberOption, least: number) => readNumber(name, values[name], least)
  return {
    file,
    out: values.out,
    conditions: values.condition ?? [],
    allRows: values['all-rows'] ?? false,
    variant: values.public ? 'public' : 'internal',
    domains: values.domain ?? [],
    balance: values.balance ?? [],
    temperatures: values.temperature ?? [],
    topPs: values['top-p'] ?? [],
    ...number('copies', 1),
    ...number('epsilon', 0.01),
    ...number('delta', 0),
    ...number('rows', 1),
    ...number('seconds', 1),
    ...number('seed', 0),
    ...number('threads', 1),
    ...(values.recipe === undefined ? {} : { recipe: values.recipe }),
    ...(values.generator === undefined ? {} : { generator: values.generator }),
    ...(values.target === undefined ? {} : { target: values.target }),
    ...(complete === undefined ? {} : { complete }),
    ...(values.fair === undefined ? {} : { fair: values.fair }),
  }
}

type NumberOption = 'copies' | 'rows' | 'seconds' | 'seed' | 'threads' | 'epsilon' | 'delta'

const findPrivate = (id: string | undefined) => generators.find((each) => each.id === id && each.isPrivate)

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
        impute: { type: 'string' },
        copies: { type: 'string' },
        balance: { type: 'string', multiple: true },
        fair: { type: 'string' },
        temperature: { type: 'string', multiple: true },
        'top-p': { type: 'string', multiple: true },
        'all-rows': { type: 'boolean' },
        public: { type: 'boolean' },
        epsilon: { type: 'string' },
        delta: { type: 'string' },
        domain: { type: 'string', multiple: true },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

function readNumber<Name extends string>(name: Name, text: string | undefined, least: number) {
  if (text === undefined) return {} as { readonly [key in Name]?: number }
  const value = Number(text)
  const whole = name === 'seconds' || name === 'epsilon' || name === 'delta' || Number.isInteger(value)
  if (!whole || !(value >= least))
    throw new UsageError(`--${name} must be a number of at least ${least}, not "${text}".`)
  return { [name]: value } as { readonly [key in Name]: number }
}
