import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { DeclaredDomain } from '../../core/dp/private-fields'
import { type Problem, StudioError } from '../../core/problem'
import { domainLines, readDomains } from '../../core/recipe/domain-text'
import type { Schema } from '../../core/schema/schema'
import { problemText } from '../problem-text'

interface DomainsFieldProps {
  readonly schema: Schema
  readonly domains: Readonly<Record<string, DeclaredDomain>>
  readonly onChange: (domains: Readonly<Record<string, DeclaredDomain>>) => void
}

/** Ends and values that are public anyway, a line per column: what is given here need not be found out from the rows. */
export function DomainsField({ schema, domains, onChange }: DomainsFieldProps) {
  const [text, setText] = useState(() => domainLines(domains).join('\n'))
  const [problem, setProblem] = useState<Problem>()
  const keep = () => {
    try {
      onChange(readDomains(text.split('\n'), schema))
      setProblem(undefined)
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      setProblem(error.problem)
    }
  }
  const words = problem && problemText(problem)
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
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      error={
        words && (
          <Text size="xs" component="span">
            {words.title}. {words.advice}
          </Text>
        )
      }
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
    />
  )
}

function placeholderFor({ fields }: Schema): string {
  const number = fields.find(({ kind, action }) => (kind === 'integer' || kind === 'decimal') && action === 'learn')
  const listed = fields.find(({ kind, action }) => (kind === 'category' || kind === 'boolean') && action === 'learn')
  return [number && `${number.name}=0..100`, listed && `${listed.name}=first value|second value`]
    .filter((line) => line !== undefined)
    .join('\n')
}
