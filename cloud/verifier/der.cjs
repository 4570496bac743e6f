// @ts-check
'use strict';

/**
 * One element of DER (X.690): its tag, its content, and its bytes as they stand.
 * @typedef {{ tag: number, content: Buffer, raw: Buffer }} Element
 */

/** @param {Buffer} bytes @returns {Element[]} The elements that stand one after the other; throws where they do not fill it. */
function elements(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at);
    found.push(element);
    at += element.raw.length;
  }
  return found;
}

/** @param {Buffer} bytes @returns {Element} The one element that `bytes` is. */
function element(bytes) {
  const [first, ...more] = elements(bytes);
  if (!first || more.length > 0) throw new Error('not one element of DER');
  return first;
}

/** @param {Buffer} bytes @param {number} at @returns {Element} */
function elementAt(bytes, at) {
  const tag = byte(bytes, at);
  if ((tag & 0x1f) === 0x1f) throw new Error('tags of several bytes are not used here');
  const first = byte(bytes, at + 1);
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || more > 4) throw new Error('lengths must be definite');
  const start = at + 2 + more;
  const length = more === 0 ? first : bytes.subarray(at + 2, start).reduce((sum, next) => sum * 256 + next, 0);
  if (start + length > bytes.length) throw new Error('DER is cut off');
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) };
}

/** @param {Buffer} bytes @param {number} at */
function byte(bytes, at) {
  const found = bytes[at];
  if (found === undefined) throw new Error('DER is cut off');
  return found;
}

/** @param {Element | undefined} holder @param {number} [tag] @returns {Element[]} What a SEQUENCE, a SET or a tagged element holds. */
function inside(holder, tag = 0x30) {
  if (!holder || holder.tag !== tag) throw new Error(`expected the tag ${tag.toString(16)}`);
  return elements(holder.content);
}

/** @param {Element | undefined} given @returns {string} An object identifier in dots. */
function oid(given) {
  if (!given || given.tag !== 6) throw new Error('expected an object identifier');
  /** @type {number[]} */
  const numbers = [];
  let number = 0;
  for (const next of given.content) {
    number = number * 128 + (next & 0x7f);
    if (next >= 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** @param {Element | undefined} given @returns {Date} A GeneralizedTime in UTC. */
function time(given) {
  const [, year, month, day, hour, minute, second, fraction = ''] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(given?.tag === 0x18 ? given.content.toString('latin1') : '') ?? [];
  if (!year) throw new Error('expected a time');
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
}

module.exports = { element, elements, inside, oid, time };
