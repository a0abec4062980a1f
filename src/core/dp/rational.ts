/** An exact fraction, `den` > 0. Need not be in lowest terms. */
export interface Rational {
  readonly num: bigint
  readonly den: bigint
}

const places = 20n

/** `value` ≥ 0 in 2⁻²⁰ths, rounded up: for a variance, noise is never less than was accounted for. */
export const roundedUp = (value: number): Rational => ({
  num: BigInt(Math.ceil(value * Number(1n << places))),
  den: 1n << places,
})

/** `value` ≥ 0 in 2⁻²⁰ths, rounded down: for an ε, what is spent is never more than was accounted for. */
export const roundedDown = (value: number): Rational => ({
  num: BigInt(Math.floor(value * Number(1n << places))),
  den: 1n << places,
})
