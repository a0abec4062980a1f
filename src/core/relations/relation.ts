import type { Schema } from '../schema/schema'
import type { Table } from '../table/table'

/**
 * A rule that ties columns of one row together. Those that are switched on hold in every row that is made.
 * JSON: part of the schema, so of the recipe.
 */
export type Relation = FormulaRelation | LookupRelation | OrderRelation | MissingTogetherRelation

/** `target` is what the formula gives, rounded to the target's decimals; missing where one of its columns is. */
export interface FormulaRelation {
  readonly kind: 'formula'
  readonly target: string
  readonly formula: Formula
}

/**
 * sum: constant + Σ factor · field (dates count in days); product and quotient: of two fields; factors:
 * sign · Π (constant + scale · field) + factor · addend.
 */
export type Formula =
  | {
      readonly is: 'sum'
      readonly terms: readonly { readonly field: string; readonly factor: number }[]
      readonly constant: number
    }
  | { readonly is: 'product'; readonly of: readonly [string, string] }
  | { readonly is: 'quotient'; readonly of: readonly [string, string] }
  | {
      readonly is: 'factors'
      readonly factors: readonly Factor[]
      readonly sign: 1 | -1
      readonly addend?: { readonly field: string; readonly factor: 1 | -1 }
    }

/** constant + scale · field: 1 − discount, 1 + rate / 100. */
export interface Factor {
  readonly field: string
  readonly constant: number
  readonly scale: number
}

/** Each value of `from` goes with one value of `to` (a functional dependency): city → country. */
export interface LookupRelation {
  readonly kind: 'lookup'
  readonly from: string
  readonly to: string
}

/** `low` ≤ `high` wherever both are there. */
export interface OrderRelation {
  readonly kind: 'order'
  readonly low: string
  readonly high: string
}

/** The fields are missing in the same rows. The first one says which. */
export interface MissingTogetherRelation {
  readonly kind: 'missing-together'
  readonly fields: readonly string[]
}

/** A relation found in training rows. `holds` of `rows` rows that could contradict it agree with it. */
export interface Proposal {
  readonly relation: Relation
  readonly rows: number
  readonly holds: number
}

/** What is searched: train rows, the schema, and a sample of the rows for a first look. */
export interface Search {
  readonly table: Table
  readonly schema: Schema
  /** Row numbers, ascending; a few thousand at most. */
  readonly sample: Uint32Array
}

/** One kind of relation. A new one is one file and one line in the registry. */
export interface RelationKind<R extends Relation = Relation> {
  readonly kind: R['kind']
  find(search: Search): Proposal[]
  /** The fields that a relation of this kind names. */
  fieldsOf(relation: R): readonly string[]
  /**
   * `[rows]`: 1 where it holds, or where cells that it names are missing; 0 where it is broken. `known`: rows that say
   * which value goes with which; without them the table's own do.
   */
  holds(relation: R, table: Table, schema: Schema, known?: Table): Uint8Array
}

/** Below this share a relation is not even proposed; only what held in all rows is switched on unasked. */
export const proposedFrom = 0.98

/** Rows that must have had the chance to contradict a relation. */
export const fewestChances = 50
