/** The first file of a multipart body; undefined where it has none. */
export function firstFileOf(body: Buffer, contentType: string): Buffer | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) return undefined;
  const head = body.indexOf('\r\n\r\n');
  const end = body.indexOf(`\r\n--${boundary}`, head);
  if (head < 0 || end < 0 || !/filename="[^"]+"/.test(body.subarray(0, head).toString('latin1'))) return undefined;
  return body.subarray(head + 4, end);
}
