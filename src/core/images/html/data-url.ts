const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A PNG within a page (RFC 4648, base 64). */
export function pngUrl(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const four = [18, 12, 6, 0].map((shift) => digits[(word >> shift) & 63]!)
    const missing = Math.max(0, i + 3 - bytes.length)
    parts.push(four.slice(0, 4 - missing).join('') + '='.repeat(missing))
  }
  return `data:image/png;base64,${parts.join('')}`
}
