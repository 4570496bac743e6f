/** A refusal in the words of OSS; `details` are further elements of its XML. */
export class OssError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, string> = {},
  ) {
    super(message);
  }
}

export const escapeXml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const element = ([name, value]: [string, string]) => `  <${name}>${escapeXml(value)}</${name}>`;

export function errorXml(error: OssError, requestId: string, host: string): string {
  const elements = { Code: error.code, Message: error.message, RequestId: requestId, HostId: host, ...error.details };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n${Object.entries(elements).map(element).join('\n')}\n</Error>\n`;
}

export const notBuilt = (what: string) => new OssError(501, 'NotImplemented', `The simulator does not offer ${what}.`);
