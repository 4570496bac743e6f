import { type Likeness, plain } from './likeness';

/** Every dot between the parts of a name (阿卜杜·某某), as keyboards, registers and printers write it. */
const dots = /[·•・‧∙⋅.．。･]/g;
/** What a printer puts where its font lacks a rare character: a box, a question mark, or the sound in Latin letters. */
const unprintable = /[□■?*＊]|[A-Z]+/g;
/** Rare characters that one register writes and another replaces by a common form. */
const commonForms: Record<string, string> = { 昇: '升', 峯: '峰', 濬: '浚', 甯: '宁', 寗: '宁', 喆: '哲', 堃: '坤', 旸: '暘', 祎: '禕', 㛃: '洁', 䶮: '龑' };

const spelt = (name: string) => plain(name).replace(dots, '').replace(/[()]/g, '');

/**
 * Names of natural persons: dots, blanks and width do not count. A rare character that one of two papers could not print,
 * or writes in its other form, leaves the question open.
 */
export function alikeNames(one: string, other: string): Likeness {
  const [a, b] = [spelt(one), spelt(other)];
  if (a === '' || b === '') return 'unsure';
  if (a === b) return 'same';
  const normal = (name: string) => [...name].map((character) => commonForms[character] ?? character).join('');
  if (normal(a) === normal(b)) return 'unsure';
  return fits(a, b) || fits(b, a) ? 'unsure' : 'different';
}

/** Whether `name` reads like `pattern`, each unprintable part of which stands for one character. */
function fits(pattern: string, name: string): boolean {
  if (!pattern.match(unprintable) || [...pattern.replace(unprintable, '')].length === 0) return false;
  const source = pattern.replace(unprintable, '\u0000').replace(/[.+^${}|[\]\\]/g, '\\$&').replaceAll('\u0000', '.');
  return new RegExp(`^${source}$`, 'u').test(name);
}

/** Names of units: brackets, dots, blanks and width do not count. */
export function alikeUnitNames(one: string, other: string): Likeness {
  const [a, b] = [one, other].map((value) => plain(value).replace(/[()[\]〔〕【】《》<>"'“”‘’,，、\-—_]/g, '').replace(dots, '')) as [string, string];
  if (a === '' || b === '') return 'unsure';
  if (a === b) return 'same';
  return fits(a, b) || fits(b, a) ? 'unsure' : 'different';
}

/** Whether a name is another one but for a part: as long, give or take a character, and at least half of it the same. */
export function isMisspelling(read: string, name: string): boolean {
  const [a, b] = [[...spelt(read)], [...spelt(name)]];
  const same = a.filter((character) => b.includes(character)).length;
  return Math.abs(a.length - b.length) <= 1 && same > 0 && same * 2 >= b.length;
}
