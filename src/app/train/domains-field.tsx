import { Stack, Text, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { type Domains, domainLines, readDomainLines, type UnreadLine } from '../../core/recipe/domain-text'
import type { Schema } from '../../core/schema/schema'
import { problemText } from '../problem-text'

interface DomainsFieldProps {
  readonly schema: Schema
  readonly domains: Domains
  readonly onChange: (domains: Domains) => void
  /** Told which line can't be read, in words; undefined when all can. */
  readonly onBlocked: (reason: string | undefined) => void
}

/** Ends and values that are public anyway, a line per column: what is given here need not be found out from the rows. */
export function DomainsField({ schema, domains, onChange, onBlocked }: DomainsFieldProps) {
  const [text, setText] = useState(() => domainLines(domains).join('\n'))
  const [isLeft, setLeft] = useState(false)
  const { unread } = readDomainLines(text.split('\n'), schema)
  const reason = reasonOf(unread)
  useEffect(() => {
    onBlocked(reason)
    return () => onBlocked(undefined)
  }, [reason, onBlocked])
  // Kept while it is being written: whoever presses Train next finds it in the run.
  const write = (next: string) => {
    setText(next)
    const read = readDomainLines(next.split('\n'), schema)
    if (read.unread.length === 0) onChange(read.domains)
  }
  return (
    <Textarea
      label="Known without the data"
      description="Optional. One column a line: its range, or all its values. Write what a form or a manual says, never what you see in the file: that would void the guarantee. Columns that are not listed are found out privately; their rare values are lost."
      placeholder={placeholderFor(schema)}
      autosize
      minRows={3}
      maxRows={10}
      spellCheck={false}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
      error={isLeft && unread.length > 0 && <UnreadLines lines={unread} />}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
    />
  )
}

function UnreadLines({ lines }: { lines: readonly UnreadLine[] }) {
  return (
    <Stack gap={4} component="span">
      {lines.map(({ line, problem }) => {
        const { title, advice } = problemText(problem)
        return (
          <Text key={line} size="xs" component="span">
            Line {line}: {title}. {advice}
          </Text>
        )
      })}
    </Stack>
  )
}

function reasonOf([first, ...more]: readonly UnreadLine[]): string | undefined {
  if (!first) return undefined
  const lines =
    more.length === 0 ? `line ${first.line}` : `lines ${[first, ...more].map(({ line }) => line).join(', ')}`
  return `Mend ${lines} of “Known without the data” first.`
}

function placeholderFor({ fields }: Schema): string {
  const number = fields.find(({ kind, action }) => (kind === 'integer' || kind === 'decimal') && action === 'learn')
  const listed = fields.find(({ kind, action }) => (kind === 'category' || kind === 'boolean') && action === 'learn')
  return [number && `${number.name}=0..100`, listed && `${listed.name}=first value|second value`]
    .filter((line) => line !== undefined)
    .join('\n')
}
