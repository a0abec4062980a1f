/** What helps to find a fault and holds nothing of the person's data: no names, no values, no file names. */
export function diagnostics(error: unknown): string {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: undefined }
  const facts = {
    address: location.hash.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '<project>'),
    browser: navigator.userAgent,
    isolated: crossOriginIsolated,
    cores: navigator.hardwareConcurrency,
    error: name,
    at: framesOf(stack),
  }
  return JSON.stringify(facts, null, 2)
}

/** The frames of a stack without its first lines: a message may quote a value. */
function framesOf(stack: string | undefined): string[] {
  return (stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at |@/.test(line) && /:\d+/.test(line))
    .slice(0, 12)
    .map((line) => line.replaceAll(location.origin, ''))
}
