import { coco } from './coco'
import { imagefolder } from './imagefolder'
import type { PictureLayout } from './layout'
import { voc } from './voc'
import { yolo } from './yolo'

/** In the order in which the choice shows them. */
export const layouts: readonly PictureLayout[] = [coco, yolo, voc, imagefolder]

export const layoutIds = layouts.map(({ id }) => id)

export const findLayout = (id: PictureLayout['id']): PictureLayout => layouts.find((layout) => layout.id === id)!
