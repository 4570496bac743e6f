let codes: Map<string, Buffer> | undefined;

/** Node reads GBK but does not write it: so all of it is read once, and looked up backwards. */
function table(): Map<string, Buffer> {
  if (codes) return codes;
  codes = new Map();
  const decoder = new TextDecoder('gbk');
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const bytes = Buffer.of(first, second);
      const character = decoder.decode(bytes);
      if ([...character].length === 1 && character !== '\ufffd') codes.set(character, bytes);
    }
  }
  return codes;
}

/** A text in GBK; a character that it does not know becomes a question mark. */
export const toGbk = (text: string) => Buffer.concat([...text].map((character) => (character < '\x80' ? Buffer.from(character) : (table().get(character) ?? Buffer.from('?')))));
