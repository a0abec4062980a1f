import { expect, test } from 'vitest'
import { assignFiles } from './file-roles'

const file = (name: string) => new File(['a'], name)
const names = (files: ReturnType<typeof assignFiles>) =>
  Object.fromEntries(Object.entries(files).map(([role, one]) => [role, one?.name]))

test('names say what a file is, in whatever order they are dropped', () => {
  const dropped = ['adult-ctgan.csv', 'adult_test.csv', 'adult.csv'].map(file)
  expect(names(assignFiles({}, dropped))).toEqual({
    synthetic: 'adult-ctgan.csv',
    holdout: 'adult_test.csv',
    real: 'adult.csv',
  })
})

test('without a hint, the real table comes first and the synthetic one second', () => {
  expect(names(assignFiles({}, [file('a.csv'), file('b.csv')]))).toEqual({ real: 'a.csv', synthetic: 'b.csv' })
  expect(names(assignFiles({ real: file('a.csv') }, [file('b.csv')]))).toEqual({ real: 'a.csv', synthetic: 'b.csv' })
})

test('what was chosen before stays', () => {
  const chosen = assignFiles({ synthetic: file('mine.csv') }, [file('x-synthetic.csv')])
  expect(names(chosen)).toEqual({ synthetic: 'mine.csv', real: 'x-synthetic.csv' })
})
