import type { RefusalReason } from './refusal'

/** What stops pictures as a whole; single files are only left out and named. */
export type PictureProblem =
  /** `reason`: the commonest one, where files were refused. */
  | {
      readonly code: 'images/no-pictures'
      readonly name: string
      readonly refused: number
      readonly reason?: RefusalReason
    }
  | { readonly code: 'images/too-many-files'; readonly name: string; readonly files: number; readonly limit: number }
  /** `where`: the path of what is wrong in it. */
  | { readonly code: 'images/recipe-unreadable'; readonly where: string }
  | { readonly code: 'images/too-few'; readonly name: string; readonly pictures: number; readonly least: number }
  /** Asked for by its path, and not among those that are learned from: not there, or held back for testing. */
  | {
      readonly code: 'images/not-learned'
      readonly path: string
      readonly isHeldBack: boolean
      readonly known: readonly string[]
    }
  /** Scenes need cut-outs: pictures with clear parts, or things that are marked. */
  | { readonly code: 'images/no-cut-outs'; readonly name: string; readonly classes: readonly string[] }
  /** Only own pictures were wished as grounds, and there are none. */
  | { readonly code: 'images/no-grounds'; readonly name: string }
