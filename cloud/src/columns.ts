import type { ColumnOptions } from 'typeorm';

/** Column types that every entity shares; spelled out because no decorator metadata is emitted. */
const ascii = { charset: 'ascii', collation: 'ascii_bin' } as const;
export const uuid = { type: 'char', length: 36, ...ascii } as const satisfies ColumnOptions;
export const digest = { type: 'char', length: 64, ...ascii } as const satisfies ColumnOptions;
/** A blind index, 128 bits in hex. */
export const blindIndex = { type: 'char', length: 32, ...ascii } as const satisfies ColumnOptions;
/** A sealed value, `v1:…`. */
export const sealed = { type: 'varchar', length: 500, ...ascii } as const satisfies ColumnOptions;
/** A moment in UTC. */
export const at = { type: 'datetime', precision: 3 } as const satisfies ColumnOptions;
/** A closed word of the vocabulary. */
export const word = { type: 'varchar', length: 30, ...ascii } as const satisfies ColumnOptions;
/** A place in a sequence; the driver gives a bigint as text. */
export const place = { type: 'bigint', transformer: { from: Number, to: (value: number) => value } } as const satisfies ColumnOptions;
