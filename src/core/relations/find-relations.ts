import { createRandom, permutation } from '../random'
import type { Schema } from '../schema/schema'
import type { Table, TrainTable } from '../table/table'
import { fieldAndColumn, numericCells } from './cells'
import { formulaFields } from './formula-value'
import { kindOf, relationKinds } from './registry'
import { fewestChances, type OrderRelation, type Proposal, type Relation } from './relation'

const sampleRows = 4000
/** Fixed, so that the same rows always give the same proposals. */
const sampleSeed = 20261125

/** Relations between columns that (nearly) all train rows keep. Looks at train rows only. Same rows, same answer. */
export function findRelations({ table }: TrainTable, schema: Schema): Proposal[] {
  if (table.rows < fewestChances) return []
  const sample = permutation(table.rows, createRandom(sampleSeed)).slice(0, sampleRows).sort()
  const found = relationKinds.flatMap((kind) => kind.find({ table, schema, sample }))
  return withoutRepeats(found, table, schema)
}

/** Those that no train row breaks: switched on unless the person says otherwise. */
export const certainRelations = (proposals: readonly Proposal[]): Relation[] =>
  compatible(proposals.filter(({ rows, holds }) => holds === rows).map(({ relation }) => relation))

/** The schema with its relations: those that the person chose, else those that are certain. */
export function withRelations(schema: Schema, train: TrainTable): Schema {
  return schema.relations ? schema : { ...schema, relations: certainRelations(findRelations(train, schema)) }
}

/** The relations whose fields are all learned, without those that would derive a field twice or from itself. */
export function applicable(schema: Schema): Relation[] {
  const isModelled = (name: string) => {
    const field = schema.fields.find((each) => each.name === name)
    return field !== undefined && field.action !== 'drop' && field.action !== 'constant'
  }
  const isLearned = (name: string) => schema.fields.find((each) => each.name === name)?.action === 'learn'
  return compatible(
    (schema.relations ?? []).filter((relation) => {
      const fields = kindOf(relation).fieldsOf(relation)
      return fields.length > 1 && fields.every(relation.kind === 'missing-together' ? isModelled : isLearned)
    }),
  )
}

/** In the given order; one is left out when its field is derived already, or from what is derived from it. */
function compatible(relations: readonly Relation[]): Relation[] {
  const sources = new Map<string, readonly string[]>()
  const reaches = (from: string, goal: string): boolean =>
    from === goal || (sources.get(from) ?? []).some((next) => reaches(next, goal))
  return relations.filter((relation) => {
    const derived = derivedField(relation)
    if (derived === undefined) return true
    const from = kindOf(relation)
      .fieldsOf(relation)
      .filter((name) => name !== derived)
    if (sources.has(derived) || from.some((name) => reaches(name, derived))) return false
    sources.set(derived, from)
    return true
  })
}

/** The field that the others give, where there is one. */
export function derivedField(relation: Relation): string | undefined {
  if (relation.kind === 'formula') return relation.target
  return relation.kind === 'lookup' ? relation.to : undefined
}

/** Without orders that follow from a formula, and formulas between fields that are only twins of each other. */
function withoutRepeats(found: readonly Proposal[], table: Table, schema: Schema): Proposal[] {
  const formulas = found.flatMap(({ relation }) => (relation.kind === 'formula' ? [relation] : []))
  const isAtLeast = (name: string, least: number) => {
    const cell = fieldAndColumn(schema, table, name)
    return cell !== undefined && numericCells(cell.field, cell.column).every((v) => !(v < least))
  }
  const follows = ({ low, high }: OrderRelation) =>
    formulas.some(({ target, formula }) => {
      if (target !== high) return false
      if (formula.is === 'product') {
        const [a, b] = formula.of
        return (a === low && isAtLeast(a, 0) && isAtLeast(b, 1)) || (b === low && isAtLeast(b, 0) && isAtLeast(a, 1))
      }
      if (formula.is !== 'sum' || formula.constant < 0) return false
      const own = formula.terms.find(({ field }) => field === low)
      const isGrowing = formula.terms.every(({ field, factor }) => factor >= 0 && isAtLeast(field, 0))
      return own !== undefined && own.factor >= 1 && isGrowing
    })
  const isTwinOfFormula = (relation: Relation) =>
    relation.kind === 'lookup' &&
    formulas.some(({ target, formula }) => {
      const named = [target, ...formulaFields(formula)]
      return named.includes(relation.from) && named.includes(relation.to) && named.length === 2
    })
  return found.filter(({ relation }) => !(relation.kind === 'order' && follows(relation)) && !isTwinOfFormula(relation))
}
