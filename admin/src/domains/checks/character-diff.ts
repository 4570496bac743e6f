/** A piece of a written value: the same as in the other one, or not. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** The longest texts are names of companies and addresses; more than this is not compared letter by letter. */
const longest = 200;

/** Lengths of the longest common subsequences of all tails of two texts. */
function commonTails(one: string[], other: string[]): number[][] {
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let at = one.length - 1; at >= 0; at--) {
    for (let to = other.length - 1; to >= 0; to--) {
      lengths[at]![to] = one[at] === other[to] ? lengths[at + 1]![to + 1]! + 1 : Math.max(lengths[at + 1]![to]!, lengths[at]![to + 1]!);
    }
  }
  return lengths;
}

/**
 * A value cut into what it shares with another one and what it does not, in its own order. Texts of one length are compared
 * place by place, as a person does with numbers; others so that as much as possible is shared.
 */
export function piecesOf(value: string, other: string): Piece[] {
  const [one, two] = [[...value], [...other]];
  if (one.length > longest || two.length > longest) return [{ text: value, differs: value !== other }];
  const differs = one.length === two.length ? one.map((letter, at) => letter !== two[at]) : unshared(one, two);
  const pieces: Piece[] = [];
  one.forEach((letter, at) => {
    const last = pieces.at(-1);
    if (last && last.differs === differs[at]) last.text += letter;
    else pieces.push({ text: letter, differs: differs[at]! });
  });
  return pieces;
}

function unshared(one: string[], other: string[]): boolean[] {
  const lengths = commonTails(one, other);
  let to = 0;
  return one.map((letter, at) => {
    while (to < other.length && other[to] !== letter && lengths[at]![to + 1] === lengths[at]![to]) to += 1;
    const isShared = other[to] === letter && lengths[at]![to] === lengths[at + 1]![to + 1]! + 1;
    if (isShared) to += 1;
    return !isShared;
  });
}

/** Values that share less than this have nothing to do with each other: then all of it differs. */
const leastAlike = 0.4;

/** How many letters two texts share, of the longer one: 0 to 1. */
function likeness(one: string, other: string): number {
  const shared = piecesOf(one, other).reduce((sum, { text, differs }) => sum + (differs ? 0 : text.length), 0);
  return shared / Math.max(one.length, other.length, 1);
}

interface Compared {
  value: string | null;
  differs: boolean;
}

/**
 * The values of a rule, each cut into pieces: one that differs from the majority is held against the value of the majority
 * that is most like it (a rule may compare names and numbers at once). Where no two agree, each is held against the
 * most similar of the others.
 */
export function comparePieces(values: Compared[]): (Piece[] | null)[] {
  const agreed = values.filter(({ differs }) => !differs);
  return values.map((compared) => {
    const { value, differs } = compared;
    if (value === null) return null;
    const others = agreed.length > 0 ? agreed : values.filter((other) => other !== compared);
    const known = others.flatMap((other) => other.value ?? []);
    if (!differs || known.length === 0) return [{ text: value, differs: false }];
    const closest = known.reduce((best, other) => (likeness(value, other) > likeness(value, best) ? other : best));
    return likeness(value, closest) < leastAlike ? [{ text: value, differs: true }] : piecesOf(value, closest);
  });
}
