/** What a simulator was asked, for tests to look at; the last thousand, so that a long local run stays small. */
export interface Call<Operation extends string> {
  operation: Operation;
  /** What mattered of the request: parameters, key, size. */
  details: Record<string, unknown>;
}

/** Notes a call, and forgets the oldest. */
export function note<Operation extends string>(
  calls: Call<Operation>[],
  operation: Operation,
  details: Record<string, unknown>,
) {
  calls.push({ operation, details });
  if (calls.length > 1000) calls.shift();
}
