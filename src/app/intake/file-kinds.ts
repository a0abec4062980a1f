export const backupExtension = '.studio-backup'

export const isBackup = (file: File): boolean => file.name.endsWith(backupExtension)

const recipeMark = 'synthetic-data-studio/recipe'
const headBytes = 4096

/** Whether a dropped JSON file is a recipe and not a table: by its first bytes. */
export async function isRecipe(file: File): Promise<boolean> {
  if (!/\.(json|recipe)$/i.test(file.name)) return false
  return (await file.slice(0, headBytes).text()).includes(recipeMark)
}
