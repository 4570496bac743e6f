const completeToken = /^(?:.*\/check\/)?([\w-]+\.[\w-]{86})$/s;

/**
 * The token in what a scanner, the camera or the clipboard gave: the address in the code, or the bare token. Undoes full-width
 * letters of a Chinese keyboard and the swapped case of a scanner under Caps Lock. Undefined while it is not complete.
 */
export function tokenIn(entry: string): string | undefined {
  const typed = entry.normalize('NFKC').replace(/\s+/g, '');
  const text = /^HTTPS?:/.test(typed) ? swapCase(typed) : typed;
  return completeToken.exec(text)?.[1];
}

const swapCase = (text: string) => text.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
