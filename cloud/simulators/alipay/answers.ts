/** An answer of the V3 API: its status and what it says. */
export type Answer = [status: number, body: Record<string, unknown>];

export const refusal = (status: number, code: string, message: string): Answer => [status, { code, message, links: [] }];

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
