/** What a text looks like, for guessing how a file is written. Coarse on purpose. */
export type CellType = 'empty' | 'number' | 'date' | 'word' | 'other'

const number = /^[-+]?(\d+|\d{1,3}([ ,.'\u00a0\u202f]\d{3})+)?([.,]?\d+)?([eE][-+]?\d+)?$/
const affixedNumber = /^([$€£¥]|[A-Z]{3} )? ?[-+]?\d[\d.,' ]*( ?([%€$£¥]|[A-Z]{3}))?$/
const date =
  /^(\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[- ]\p{L}{3,9}[- ]\d{2,4})([T ]\d{1,2}:\d\d.*)?$/u
const time = /^\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[AaPp][Mm])?$/
const missing = /^(NA|N\/A|#N\/A|n\/a|NaN|nan|NULL|null|None|\?|-|\.|<NA>|\\N)$/
const word = /^[\p{L}\p{N}<>#@(&*+$][\p{L}\p{N} _\-'’.()/&+#:@!?<>=%°*]*$/u
const address = /^(https?:\/\/\S+|[^\s@]+@[^\s@]+\.\w+)$/

export function cellType(text: string): CellType {
  if (text === '') return 'empty'
  const first = text.charCodeAt(0)
  if ((first >= 48 && first <= 57) || first < 48 || first > 126) {
    if (number.test(text) || affixedNumber.test(text)) return 'number'
    if (date.test(text) || time.test(text)) return 'date'
  }
  if (missing.test(text)) return 'empty'
  if (affixedNumber.test(text)) return 'number'
  return (word.test(text) && text.length < 80 && !text.endsWith(' ')) || address.test(text) ? 'word' : 'other'
}
