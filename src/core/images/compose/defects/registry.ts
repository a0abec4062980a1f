import { crack } from './crack'
import type { Defect } from './defect'
import { dent } from './dent'
import { scratch } from './scratch'
import { stain } from './stain'

/** In the order in which the editor shows them. */
export const defects: readonly Defect[] = [scratch, dent, stain, crack]

export const findDefect = (id: string): Defect | undefined => defects.find((one) => one.id === id)
