/** Name of the setting that is true once the browser has thrown away what was stored, until a person has read that. */
export const EMPTIED = 'emptied';
