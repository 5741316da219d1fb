import { ulidMaker } from '#shared/derive/ulid';

/** A new record key; one maker per thread, so that keys rise within a millisecond too. */
export const ulid = ulidMaker();
