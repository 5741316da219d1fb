/** What separates several values in one cell, as people write it. */
export const CAUSE_SEPARATOR = /[,，、;；/\n]/;
