/** A mistake on the command line or in the data: a sentence for stderr, exit code 2. */
export class UsageError extends Error {}
