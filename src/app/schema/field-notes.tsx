import { Badge, Button, Popover, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { Field, FieldProfile } from '../../core/schema/schema'
import { editField } from '../../store/schema'
import { formatList } from '../../ui/format'
import { evidenceText, warningText } from '../words'
import styles from './schema.module.css'

/** Warnings as a badge, and behind it why the column got its kind, in sentences. */
export function FieldNotes({ profile, field }: { readonly profile: FieldProfile; readonly field: Field }) {
  const warnings = profile.warnings.map(warningText)
  const [first] = warnings
  return (
    <Popover width={340} position="bottom-end">
      <Popover.Target>
        <UnstyledButton className={styles.notes} aria-label={`About ${profile.name}${first ? `: ${first.short}` : ''}`}>
          {first ? (
            <Badge
              color="yellow"
              variant="light"
              leftSection={<IconAlertTriangle size={12} />}
              className={styles.badge ?? ''}
            >
              {first.short}
              {warnings.length > 1 && ` +${warnings.length - 1}`}
            </Badge>
          ) : field.sensitive ? (
            <Badge variant="light" className={styles.badge ?? ''}>
              sensitive
            </Badge>
          ) : (
            <IconInfoCircle size={17} stroke={1.6} />
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.explain}>
          {warnings.map(({ long }) => (
            <p key={long} className={styles.warn}>
              {long}
            </p>
          ))}
          {field.sensitive && (
            <>
              <p>
                <b>Sensitive:</b> the report audits whether groups in this column are treated alike.
              </p>
              <Button size="compact-xs" variant="default" onClick={() => editField(field.name, { sensitive: false })}>
                Not sensitive
              </Button>
            </>
          )}
          {profile.evidence.length > 0 && (
            <p>
              <b>Why this kind?</b> {profile.evidence.map(evidenceText).join(' ')}
            </p>
          )}
          {profile.examples.length > 0 && (
            <p>
              <b>For example:</b> <span translate="no">{formatList(profile.examples.slice(0, 5))}</span>
            </p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
