import { type ColumnFacts, shareOf } from './column-facts'
import { givenNames } from './given-names'
import { headerWords } from './header-words'
import type { Evidence, FieldKind } from './schema'

interface PersonalGuess {
  readonly kind: FieldKind
  readonly evidence: readonly Evidence[]
}

const email = /^[^\s@"<>]+@[^\s@"<>]+\.\p{L}{2,}$/u
const phone = /^(\+|00)?[\d ().\-/]{7,22}( ?(x|ext\.?) ?\d{1,6})?$/
const internationalPhone = /^(\+\d[\d ().\-/]{7,20}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})( ?x\d+)?$/
const personName = /^\p{Lu}[\p{L}'’.-]*([ ,]+["'(]?[\p{L}][\p{L}'’.-]*["')]*){0,8}$/u
/** For headers that leave no doubt: any capitalised words, with a number or a letter behind. */
const namedSo = /^\p{Lu}[\p{L}'’.-]*([ ,]+[\p{L}\d'’.-]+){1,8}$/u
const oneName = /^\p{Lu}[\p{L}'’.-]+([ -]\p{Lu}[\p{L}'’.-]*){0,2}$/u
const fullName = /^\p{Lu}[\p{L}'’.-]+,?( \p{Lu}[\p{L}'’.-]*){1,3}$/u
const titledName = /(^|[ ,])(Mr|Mrs|Miss|Ms|Dr|Prof|Herr|Frau|Mme|Mlle|Sr|Sra|Master)\.? /
const streetAddress = /\d.*\p{L}{3,}|\p{L}{3,}.*\d/u

const people =
  'customer patient employee client person passenger user contact student owner holder member applicant author cardholder guest driver'
const peopleWords = new Set(people.split(' '))
const nameHeaders = new Set(['name', 'names', 'full name', 'fullname', 'person', 'patient', 'passenger'])
const partHeaders =
  /^(first|last|given|family|sur|middle|maiden|fore|nick)[ _-]?names?$|^surname$|^(vor|nach|familien)name$|^(pre)?nom$|^apellidos?$|^nombre$/

/** Personal data by what the values are (checksums, shapes), helped by the header where shapes are not enough. */
export function guessPersonal(facts: ColumnFacts): PersonalGuess | undefined {
  if (facts.present === 0) return undefined
  for (const [kind, passes] of byValue) {
    const share = quick(facts, passes) ? shareOf(facts, passes) : 0
    if (share >= 0.85) return { kind, evidence: [{ code: 'value-pattern', kind, share }] }
  }
  return byHeader(facts) ?? byGivenNames(facts)
}

/** Full names that repeat (the visits of a patient), under whatever header: half of them begin or end with a known name. */
function byGivenNames(facts: ColumnFacts): PersonalGuess | undefined {
  if (facts.column.kind === 'number' || facts.distinct <= 20) return undefined
  const holdsGivenName = (text: string) =>
    fullName.test(text) &&
    text
      .toLowerCase()
      .split(/[ ,]+/)
      .some((word) => givenNames.has(word))
  const share = quick(facts, (text) => fullName.test(text)) ? shareOf(facts, holdsGivenName) : 0
  return share >= 0.5 ? { kind: 'name', evidence: [{ code: 'value-pattern', kind: 'name', share }] } : undefined
}

const byValue: readonly (readonly [FieldKind, (text: string) => boolean])[] = [
  ['email', (text) => email.test(text)],
  ['iban', isIban],
  ['card', isCard],
  ['phone', (text) => internationalPhone.test(text) && digitsOf(text) >= 9],
  ['name', (text) => titledName.test(text) && text.length < 100],
]

function byHeader(facts: ColumnFacts): PersonalGuess | undefined {
  const words = headerWords(facts.name)
  const name = words.join(' ')
  const found = (kind: FieldKind, word: string, passes: (text: string) => boolean, least: number) => {
    const share = shareOf(facts, passes)
    if (share < least) return undefined
    return {
      kind,
      evidence: [
        { code: 'header-word', word },
        { code: 'value-pattern', kind, share },
      ],
    } satisfies PersonalGuess
  }
  const phoneWord = words.find((word) =>
    /^(tele?)?phones?(no)?$|^tel$|^mobile$|^cell(phone)?$|^fax$|^telefon$/.test(word),
  )
  if (phoneWord) return found('phone', phoneWord, (text) => phone.test(text) && digitsOf(text) >= 7, 0.7)
  const addressWord = words.find((word) => /^(address|addr|street|strasse|straße|rue|adresse)\d?$/.test(word))
  const isVarious = facts.distinct > 20 || facts.distinct > 0.2 * facts.present // a street or two are a category
  if (addressWord && isVarious && !words.some((word) => /^(e|mail|email|ip|mac|url|web|change|count|type)$/.test(word)))
    return found('address', addressWord, (text) => streetAddress.test(text) || /\p{L}{3}/u.test(text), 0.7)
  if (facts.column.kind === 'number') return undefined
  const part = partHeaders.test(name)
  const ofPerson = words.at(-1) === 'name' && words.some((word) => peopleWords.has(word))
  if (part) return found('name', name, (text) => oneName.test(text) || personName.test(text), 0.6)
  if (ofPerson || /^full ?name$/.test(name))
    return found('name', name, (text) => personName.test(text) || namedSo.test(text), 0.6)
  if (words.some((word) => peopleWords.has(word)) && facts.distinct > 20) {
    const full = found('name', name, (text) => fullName.test(text), 0.85)
    if (full) return full
  }
  const isNamed = nameHeaders.has(name) && facts.distinct > 0.2 * facts.present
  return isNamed ? found('name', name, (text) => personName.test(text), 0.6) : undefined
}

/** Whether a look at the first samples leaves the kind open. */
function quick(facts: ColumnFacts, passes: (text: string) => boolean): boolean {
  const probe = facts.samples.slice(0, 20)
  return probe.filter(passes).length >= 0.7 * probe.length
}

function digitsOf(text: string): number {
  let digits = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) digits++
  return digits
}

/** ISO 13616: the number with its first four characters moved to the end, letters as 10–35, is 1 modulo 97. */
function isIban(text: string): boolean {
  const compact = text.replace(/ /g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false
  let rest = 0
  for (const c of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(c, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** ISO/IEC 7812: 13 to 19 digits with a known first digit and the check digit of Luhn. */
function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}
