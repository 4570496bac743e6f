import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Endpoint, type EndpointKey, endpoints, roles, type Role } from '@yongche/contract';
import { type Refusing, rightsTable } from './rights-table';
import { type Person, type Whose, worldOf, type World } from './rights-world';
import { useProduct } from './use-product';

const product = useProduct();
const table = Object.entries(endpoints) as [EndpointKey, Endpoint][];
const everybody = [...(Object.keys(roles) as Role[]), 'stranger' as const];
let world: World;
beforeAll(async () => {
  world = await worldOf(product());
}, 180_000);

/** What came back, told from what is wrong with the request itself: 403 only counts where the right is refused. */
async function answerTo(person: Person, key: EndpointKey, whose: Whose): Promise<{ refused: Refusing | null; status: number; text: string }> {
  const { status, text, code } = await world.ask(person, key, whose);
  const refused = code === 'request.unauthenticated' || code === 'request.forbidden' ? code : null;
  return { refused, status, text };
}

let cells = 0;
const isOpenTo = (person: Person, { access, roles: rights }: Endpoint) => access === 'public' || (person !== 'stranger' && rights?.[person] !== undefined);
const isOwnList = (person: Person, key: EndpointKey) => person !== 'stranger' && (endpoints[key] as Endpoint).roles?.[person] === 'own' && key.startsWith('GET ') && !key.endsWith('.pdf');
/** So many questions at once: what is refused changes nothing for the next one. */
const atOnce = 8;

describe.each(everybody)('%s', (person) => {
  /** What the lists said that are open for the own objects only. */
  const ownLists = new Map<EndpointKey, string>();

  it('is let in where the table of rights says so, and nowhere else', async () => {
    const wrong: string[] = [];
    const closed = table.filter(([, endpoint]) => !isOpenTo(person, endpoint));
    for (let from = 0; from < closed.length; from += atOnce) {
      const answers = closed.slice(from, from + atOnce).map(async ([key]) => ({ key, ...(await answerTo(person, key, 'own')) }));
      for (const { key, refused, status } of await Promise.all(answers)) if (refused === null) wrong.push(`${key}: ${status} let in`);
    }
    for (const [key] of table.filter(([, endpoint]) => isOpenTo(person, endpoint))) {
      const { refused, status, text } = await answerTo(person, key, 'own');
      if (refused !== null) wrong.push(`${key}: ${status} ${refused}`);
      if (status >= 500 || (status === 404 && world.hasObject(person, key))) wrong.push(`${key}: ${status} for the own object ${text.slice(0, 200)}`);
      if (isOwnList(person, key)) ownLists.set(key, text);
    }
    cells += table.length;
    expect(wrong).toEqual([]);
  });

  it('reads somebody else’s object as not found, where only the own one is open', async () => {
    const wrong: string[] = [];
    for (const [key, endpoint] of table) {
      const reach = person === 'stranger' ? undefined : endpoint.roles?.[person];
      if (!reach || (reach === 'own' && !world.hasObject(person, key))) continue;
      const { status, text } = await answerTo(person, key, 'other');
      cells++;
      if (reach === 'own' && status !== 404) wrong.push(`${key}: ${status} ${text.slice(0, 200)}`);
      if (reach === 'all' && world.hasObject(person, key) && (status === 404 || status >= 500)) wrong.push(`${key}: ${status} though all are open ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('finds nothing of others in the own lists', async () => {
    const wrong: string[] = [];
    for (const [key, text] of ownLists) for (const id of world.idsOfOthers(person)) if (text.includes(id)) wrong.push(`${key}: ${id}`);
    expect(ownLists.size).toBe(table.filter(([key]) => isOwnList(person, key)).length);
    expect(wrong).toEqual([]);
  });
});

describe('the table of rights', () => {
  it('was tested cell by cell', () => {
    expect(cells).toBeGreaterThan(table.length * everybody.length);
    console.info(`rights: ${table.length} endpoints × ${everybody.length} = ${table.length * everybody.length} cells, ${cells} with other people’s objects`);
  });
  it('stands in the documentation as it is', () => {
    const file = join(__dirname, '../../.readme/rights.md');
    if (process.env.WRITE_RIGHTS) writeFileSync(file, rightsTable());
    expect(readFileSync(file, 'utf8')).toBe(rightsTable());
  });
});
