const whole = new Intl.NumberFormat('en')
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const list = new Intl.ListFormat('en', { type: 'conjunction' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** 32561 → '32,561' */
export const formatCount = (n: number): string => whole.format(n)

/** 1234567 → '1.2M' */
export const formatCompact = (n: number): string => compact.format(n)

/** 3 and 'row' → '3 rows' */
export function formatQuantity(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`
}

/** A share of 0–1 as percent. Never rounds a part to nothing or to all: '< 0.1 %', '> 99.9 %'. */
export function formatShare(share: number, digits = 1): string {
  const step = 10 ** -digits
  if (share > 0 && share * 100 < step) return `< ${step} %`
  if (share < 1 && share * 100 > 100 - step) return `> ${(100 - step).toFixed(digits)} %`
  return `${Number((share * 100).toFixed(digits))} %`
}

/** 3974305 → '4 MB' */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  if (bytes === 1) return '1 byte'
  return `${unit === 0 || value >= 10 ? Math.round(value) : oneDecimal.format(value)} ${units[unit]}`
}

/** 95 → '1 min 35 s' */
export function formatSeconds(seconds: number): string {
  if (seconds > 0 && seconds < 0.1) return 'under 0.1 s'
  if (seconds < 10) return `${oneDecimal.format(seconds)} s`
  const rounded = Math.round(seconds)
  if (rounded < 60) return `${rounded} s`
  const minutes = Math.floor(rounded / 60)
  if (minutes < 60) return `${minutes} min ${rounded % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** How long ago `time` was, seen from `now`; both in milliseconds since the epoch. */
export function formatAgo(time: number, now: number): string {
  const minutes = Math.round((time - now) / 60_000)
  if (minutes > -1) return 'just now'
  if (minutes > -60) return relative.format(minutes, 'minute')
  if (minutes > -60 * 24) return relative.format(Math.round(minutes / 60), 'hour')
  if (minutes > -60 * 24 * 30) return relative.format(Math.round(minutes / 60 / 24), 'day')
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(time)
}

/** ['a', 'b', 'c'] → 'a, b, and c'; cut to `most` with a count of the rest. */
export function formatList(items: readonly string[], most = 5): string {
  if (items.length <= most) return list.format(items)
  return list.format([...items.slice(0, most), `${formatCount(items.length - most)} more`])
}
