/** Characters of a text that is still read: 5 MiB. */
export const TEXT_LIMIT = 5 * 1024 * 1024;
/** Lists and objects inside each other. */
export const DEPTH_LIMIT = 200;
