import type { Background } from './background'
import { checker } from './checker'
import { clouds } from './clouds'
import { fabric } from './fabric'
import { gradient } from './gradient'
import { metal } from './metal'
import { plain } from './plain'
import { stone } from './stone'
import { wood } from './wood'

/** Grounds that need no picture, in the order in which the editor shows them. */
export const backgrounds: readonly Background[] = [plain, gradient, clouds, checker, wood, metal, fabric, stone]

export const findBackground = (id: string): Background | undefined => backgrounds.find((one) => one.id === id)
