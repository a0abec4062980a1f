import type { Dialect } from '../../core/readers/reader'

/** Guesses with less confidence are said to be doubtful: uneven rows, a close second delimiter. */
const sureFrom = 0.7

/** What should be looked at, in a sentence; undefined where the guess is sure. */
export function doubtAbout({ encoding }: Pick<Dialect, 'encoding'>, confidence: number): string | undefined {
  if (encoding === 'windows-1252' && confidence < 1)
    return 'The file is not UTF-8, so it was read as Western European (Windows-1252). If letters look wrong, choose another encoding.'
  if (confidence > sureFrom) return undefined
  return 'This guess is not a sure one. If the columns below look wrong, choose another delimiter or quote.'
}
