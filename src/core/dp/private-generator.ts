/** Whether a generator is private, for code that must not pull all of them in. The registry's own answer is a test. */
export const isPrivateGenerator = (id: string): boolean => id === 'mst' || id === 'private-network'
