/** At most so many rows for each part of a report; a wide table has fewer, so that the work stays the same. */
export interface WorkBounds {
  readonly detectorRows: number
  readonly usefulnessRows: number
  readonly copyRows: number
  readonly among: number
}

/** Above this number of columns, rows give way. */
const columnsAtFullSize = 40
const fewestRows = 300

export function narrowed(bounds: WorkBounds, columns: number): WorkBounds {
  const part = Math.min(1, columnsAtFullSize / Math.max(1, columns))
  const rows = (most: number) => Math.max(fewestRows, Math.round(most * part))
  return {
    detectorRows: rows(bounds.detectorRows),
    usefulnessRows: rows(bounds.usefulnessRows),
    copyRows: rows(bounds.copyRows),
    among: bounds.among,
  }
}
