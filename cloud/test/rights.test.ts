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
describe.each(everybody)('%s', (person) => {
  it('is let in where the table of rights says so, and nowhere else', async () => {
    const wrong: string[] = [];
    for (const [key, endpoint] of table) {
      const allowed = endpoint.access === 'public' || (person !== 'stranger' && endpoint.roles?.[person] !== undefined);
      const { refused, status, text } = await answerTo(person, key, 'own');
      cells++;
      if (allowed !== (refused === null)) wrong.push(`${key}: ${status} ${refused ?? 'let in'}`);
      if (allowed && (status >= 500 || (status === 404 && world.hasObject(person, key)))) wrong.push(`${key}: ${status} for the own object ${text.slice(0, 200)}`);
    }
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
    for (const [key, endpoint] of table) {
      if (person === 'stranger' || endpoint.roles?.[person] !== 'own' || !key.startsWith('GET ') || key.endsWith('.pdf')) continue;
      const { text } = await answerTo(person, key, 'own');
      cells++;
      for (const id of world.idsOfOthers(person)) if (text.includes(id)) wrong.push(`${key}: ${id}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('the table of rights', () => {
  it('was tested cell by cell', () => {
    expect(cells).toBeGreaterThan(table.length * everybody.length);
    console.info(`rights: ${table.length} endpoints × ${everybody.length} = ${table.length * everybody.length} cells, ${cells} with other people’s objects and lists`);
  });
  it('stands in the documentation as it is', () => {
    const file = join(__dirname, '../../.readme/rights.md');
    if (process.env.WRITE_RIGHTS) writeFileSync(file, rightsTable());
    expect(readFileSync(file, 'utf8')).toBe(rightsTable());
  });
});
