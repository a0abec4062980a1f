import { parseArgs } from 'node:util'
import { UsageError } from './usage-error'

export interface EvaluateArguments {
  readonly real: string
  readonly holdout?: string
  readonly synthetic: string
  readonly out: string
  readonly target?: string
  /** Columns that part people into groups. */
  readonly sensitive: readonly string[]
  readonly seed: number
}

export const evaluateUsage = `npm run headless -- evaluate --real FILE --synthetic FILE --out DIR
  --holdout FILE        real rows that the other tool never saw: without them, leaks can't be told from chance
  --target COLUMN       the column that models shall predict
  --sensitive COLUMN    a column that parts people into groups, for fairness; may be given more than once
  --seed K              whole number (default 1): same seed and files, same report`

export function readEvaluateArguments(words: readonly string[]): EvaluateArguments {
  const { real, holdout, synthetic, out, target, sensitive = [], seed = '1' } = parse(words)
  for (const [name, value] of Object.entries({ real, synthetic, out }))
    if (!value) throw new UsageError(`--${name} is missing.\n${evaluateUsage}`)
  if (!/^\d{1,10}$/.test(seed)) throw new UsageError(`--seed must be a whole number, not "${seed}".`)
  return {
    real: real!,
    synthetic: synthetic!,
    out: out!,
    sensitive,
    seed: Number(seed),
    ...(holdout === undefined ? {} : { holdout }),
    ...(target === undefined ? {} : { target }),
  }
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...words],
      options: {
        real: text,
        holdout: text,
        synthetic: text,
        out: text,
        target: text,
        sensitive: { ...text, multiple: true },
        seed: text,
      },
    }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${evaluateUsage}`)
  }
}
