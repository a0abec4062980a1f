/** Hands a file to the browser's downloads. */
export function offerDownload(file: File): void {
  const link = document.createElement('a')
  const url = URL.createObjectURL(file)
  link.href = url
  link.download = file.name
  link.click()
  // The download begins after this task; a revoked address would end it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
