/** Sentences of the 损伤医生, filled in below. */
export const damageMessages = {} as const satisfies Record<string, string>;
