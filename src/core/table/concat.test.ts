import { describe, expect, test } from 'vitest'
import { concatColumns } from './concat'
import { cellText, numberColumn, plainNumber, textColumn } from './table'

const texts = (column: ReturnType<typeof concatColumns>, rows: number) =>
  Array.from({ length: rows }, (_, row) => cellText(column, row))

describe('concatColumns', () => {
  test('numbers stay numbers, with the most decimals', () => {
    const whole = concatColumns([numberColumn([1, Number.NaN]), numberColumn([2.25], { ...plainNumber, places: 2 })])
    expect(whole.kind).toBe('number')
    expect(texts(whole, 3)).toEqual(['1', '', '2.25'])
  })

  test('one word makes all of it text, written as before', () => {
    const euros = numberColumn([1.5, 2], { ...plainNumber, places: 2, fixed: true, suffix: ' €' })
    const whole = concatColumns([euros, textColumn(['free', null])])
    expect(whole.kind).toBe('text')
    expect(texts(whole, 4)).toEqual(['1.50 €', '2.00 €', 'free', ''])
  })

  test('a chunk without values says nothing', () => {
    expect(concatColumns([textColumn([null, null]), numberColumn([7])]).kind).toBe('number')
  })

  test('a thousands mark first seen later counts for all', () => {
    const whole = concatColumns([numberColumn([12]), numberColumn([1234], { ...plainNumber, thousandsMark: ',' })])
    expect(texts(whole, 2)).toEqual(['12', '1,234'])
  })

  test('dollars and euros are no numbers together', () => {
    const priced = (prefix: string) => numberColumn([5], { ...plainNumber, prefix })
    const whole = concatColumns([priced('$'), priced('€')])
    expect(whole.kind).toBe('text')
    expect(texts(whole, 2)).toEqual(['$5', '€5'])
  })

  test('spellings of missing values are kept apart', () => {
    const question = { ...textColumn([null]), spellings: ['?'] }
    expect(texts(concatColumns([textColumn(['a', null]), question]), 3)).toEqual(['a', '', '?'])
  })
})
