import * as v from 'valibot'
import { StudioError } from '../problem'

/**
 * A recipe from the text of its file.
 * @throws images/recipe-unreadable with the first thing that is wrong
 */
export function parseRecipe<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new StudioError({ code: 'images/recipe-unreadable', where: 'it is no JSON' })
  }
  const read = v.safeParse(schema, json)
  if (read.success) return read.output
  const [issue] = read.issues
  throw new StudioError({ code: 'images/recipe-unreadable', where: v.getDotPath(issue) ?? issue.message })
}
