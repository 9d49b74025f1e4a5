/** Size of the largest file of a run that is taken, in bytes or characters: some million iterations. */
export const largestFile = 256 * 1024 * 1024;

/** What is said of a larger one. */
export const tooLarge = 'The file is larger than 256 MB.';
