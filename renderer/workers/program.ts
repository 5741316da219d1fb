/** Set by the build from the sources of rules, catalogue and sentences (build/vite/renderer.config.ts); absent in unit tests. */
declare const __RULE_SET__: string | undefined;

/** Stamps what a program worked out and keeps: findings, memory columns. Those of another program are made anew. */
export const PROGRAM = typeof __RULE_SET__ === 'string' ? __RULE_SET__ : 'unbuilt';
