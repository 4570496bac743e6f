/** Whether one part of a version differs from another version's. */
export const isChanged = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** Whether a field of the server's refusal lies in a part: at its path or below it. */
export const isWithin = (field: string, path: string): boolean => field === path || field.startsWith(`${path}.`);
