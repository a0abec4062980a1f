import { coco } from './coco'
import type { LabelFormat } from './label-file'
import { table } from './table'
import { voc, vocSets } from './voc'
import { yolo } from './yolo'

/** A file is read by the first whose name test it passes. */
export const labelFormats: readonly LabelFormat[] = [coco, table, voc, vocSets, yolo]
