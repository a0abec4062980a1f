/** The studio's version, as provenance states it; the same as in package.json. */
export const version = '0.1.0'
