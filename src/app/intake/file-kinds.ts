import type { SyntheticMarker } from '../../core/readers/synthetic-marker'

export const backupExtension = '.studio-backup'

export const isBackup = (file: File): boolean => file.name.endsWith(backupExtension)

const recipeMark = 'synthetic-data-studio/recipe'
const headBytes = 4096
const mostProvenanceBytes = 2 ** 20

/** What a dropped `provenance.json` says about the file beside it; undefined of any other file. */
export async function provenanceIn(file: File): Promise<SyntheticMarker | undefined> {
  if (!/\.json$/i.test(file.name) || file.size > mostProvenanceBytes) return undefined
  const { readProvenance } = await import('../../core/readers/synthetic-marker')
  return readProvenance(await file.text())
}

/** Whether a dropped JSON file is a recipe and not a table: by its first bytes. */
export async function isRecipe(file: File): Promise<boolean> {
  if (!/\.(json|recipe)$/i.test(file.name)) return false
  return (await file.slice(0, headBytes).text()).includes(recipeMark)
}
