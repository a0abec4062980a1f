import { expect, test } from 'vitest'
import { eventWords } from './run-words'

test('what befell a run is said in sentences, with its reason', () => {
  expect(eventWords('device-lost: driver reset')).toBe(
    'The graphics device was lost; training went on from the last checkpoint. (driver reset)',
  )
  expect(eventWords('to-wasm')).toBe('Training went on with WebAssembly.')
  expect(eventWords('rolled-back')).toContain('went back to the last checkpoint')
  expect(eventWords('something-new')).toBe('Something new.')
})
