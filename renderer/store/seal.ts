/**
 * The one codec that everything personal passes on its way into and out of the database. It is the identity for now; an
 * encrypting archive replaces the bodies here and nothing else. It is asynchronous because encryption will be, and a
 * transaction must never wait for anything but the database: seal before, unseal after.
 */

declare const sealed: unique symbol;

/** A value as it rests in the database. Only `unseal` can make sense of it. */
export interface Sealed<T> {
  readonly [sealed]: T;
}

/** Prepares a value for the database. */
export function seal<T>(value: T): Promise<Sealed<T>> {
  return Promise.resolve(value as unknown as Sealed<T>);
}

/** Gives back what `seal` was given. */
export function unseal<T>(value: Sealed<T>): Promise<T> {
  return Promise.resolve(value as unknown as T);
}

/** `seal` for many values: one await for a whole batch. */
export function sealAll<T>(values: readonly T[]): Promise<Sealed<T>[]> {
  return Promise.resolve(values as unknown as Sealed<T>[]);
}

/** `unseal` for many values. */
export function unsealAll<T>(values: readonly Sealed<T>[]): Promise<T[]> {
  return Promise.resolve(values as unknown as T[]);
}

/** A text as it stands in an index: equal texts give equal keys. An encrypting archive makes it a keyed hash. */
export function blind(text: string): string {
  return text;
}
