import { describe, expect, test } from 'vitest'
import { fieldKinds, personalKinds } from '../../core/schema/schema'
import { actionFor, actionsFor } from './actions'

describe('actions of a kind', () => {
  test('personal data is never learned', () => {
    for (const kind of personalKinds) expect(actionsFor(kind)).not.toContain('learn')
  })

  test('every column can be left out', () => {
    for (const kind of fieldKinds) expect(actionsFor(kind)).toContain('drop')
  })

  test('a column that is left out stays out when its kind changes', () => {
    for (const kind of fieldKinds) expect(actionFor(kind, 'drop')).toBe('drop')
  })

  test('a kind that can be learned is learned', () => {
    expect(actionFor('integer', 'fake')).toBe('learn')
    expect(actionFor('email', 'learn')).toBe('fake')
  })
})
