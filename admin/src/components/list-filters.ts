/** Reads one term of a closed list from the address; what does not belong there is ignored. */
export function keyIn<T extends Record<string, string>>(search: URLSearchParams, name: string, list: T): keyof T | undefined {
  const value = search.get(name);
  return value !== null && Object.hasOwn(list, value) ? value : undefined;
}

/** Free text, cut where the server would refuse it. */
export function wordIn(search: URLSearchParams, name: string, most = 50): string | undefined {
  return search.get(name)?.trim().slice(0, most) || undefined;
}

/** The keyword of a search. */
export function keywordIn(search: URLSearchParams): string | undefined {
  return wordIn(search, 'q');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a record. */
export function idIn(search: URLSearchParams, name: string): string | undefined {
  const value = search.get(name) ?? '';
  return uuid.test(value) ? value : undefined;
}

/** A calendar day that exists. */
export function dayIn(search: URLSearchParams, name: string): string | undefined {
  const value = search.get(name) ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(value) ? value : undefined;
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };
/** Filters of which some are taken away or not yet set. */
export type Changed<T> = { [Name in keyof T]?: T[Name] | undefined };

/** Leaves out what is not set, so that no filter is an empty object. */
export function withoutEmpty<T extends object>(entries: T): Given<T> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== '')) as Given<T>;
}

/** Filters, with some of them changed, as the search part of an address; a list starts again at its first page. */
export function searchOf(filters: object, change: object = {}): URLSearchParams {
  return new URLSearchParams(withoutEmpty({ ...filters, ...change }) as Record<string, string>);
}
