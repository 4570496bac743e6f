import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { dayInShanghai, nextDay } from '../../clock';
import { type Caller, employeeAt } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { proposeItem, type Proposal, withdrawItem } from './agenda';
import { confirmedResolution } from './resolutions';

const product = useProduct();
let people: Record<'clerk' | 'clerk2' | 'president' | 'inspector' | 'auditor' | 'finance', Caller & { cookie: string }>;
beforeAll(async () => {
  people = {
    clerk: await employeeAt(product(), 'clerk'),
    clerk2: await employeeAt(product(), 'clerk2'),
    president: await employeeAt(product(), 'president'),
    inspector: await employeeAt(product(), 'inspector1'),
    auditor: await employeeAt(product(), 'auditor'),
    finance: await employeeAt(product(), 'finance'),
  };
});

type Vote = NonNullable<RequestOf<'POST /agenda-items/:id/resolution'>['body']>;
const today = () => dayInShanghai(product().clock.now());
const system = () => ({ author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() });
const transaction = <T>(work: (tx: EntityManager) => Promise<T>) => product().server.deps.db.transaction(work);

let matters = 0;
/** A matter that the system brings up. */
const proposed = (change: Partial<Proposal> = {}) =>
  transaction((tx) => proposeItem(tx, { kind: 'other', key: `test:${++matters}`, title: `事项${matters}`, proposal: '建议照办。', facts: ['第一项事实', '第二项事实'], link: null, decidedIn: 'chairs', madeBy: null, ...change }, system()));
const bookProposed = (version: string) => proposed({ kind: 'rule_book', key: `rule_book:${version}`, link: `rule_book:${version}`, title: `管理细则 ${version}`, decidedIn: 'general' });
const planned = (kind: 'chairs' | 'general' = 'chairs', heldOn = today()) => people.clerk.call('POST /meetings', { body: { kind, title: '第一次会议', heldOn, place: '协会会议室' } });
const setAgenda = (id: string, itemIds: string[]) => people.clerk.send('PUT /meetings/:id/agenda', { params: { id }, body: { itemIds } });
const opened = (id: string, entitled: number, present: number) => people.clerk.send('POST /meetings/:id/opening', { params: { id }, body: { entitled, present, guests: '市场监管局一人' } });
const record = (id: string, vote: Partial<Vote>, by: Caller = people.clerk) =>
  by.send('POST /agenda-items/:id/resolution', { params: { id }, body: { outcome: 'adopted', ballot: 'open', inFavour: 0, against: 0, abstained: 0, text: '同意。', ...vote } });
const confirm = (id: string, by: Caller = people.president) => by.send('POST /resolutions/:id/confirmation', { params: { id } });
const itemOf = (id: string) => people.president.call('GET /agenda-items/:id', { params: { id } });
const meetingOf = (id: string) => people.president.call('GET /meetings/:id', { params: { id } });

/** A meeting of the chairs that is held, seven of nine present, with these items. */
async function held(itemIds: string[], { kind = 'chairs' as 'chairs' | 'general', entitled = 9, present = 7 } = {}): Promise<AnswerOf<'GET /meetings/:id'>> {
  const { id } = await planned(kind);
  expect((await setAgenda(id, itemIds)).status).toBe(200);
  return (await opened(id, entitled, present)).body;
}
/** The resolution's id after its record. */
async function recorded(itemId: string, vote: Partial<Vote>): Promise<string> {
  const { body, error } = await record(itemId, vote);
  if (error) throw new Error(JSON.stringify(error));
  return body.resolution!.id;
}

describe('议题', () => {
  it('a matter that the system brings up waits for a meeting, and is open once', async () => {
    const id = await proposed({ key: 'test:once' });
    expect(await proposed({ key: 'test:once' })).toBe(id);
    const both = await Promise.all([proposed({ key: 'test:at-once' }), proposed({ key: 'test:at-once' })]);
    expect(both[0]).toBe(both[1]);
    expect(await itemOf(id)).toMatchObject({ state: 'waiting', madeBy: '系统', meetingId: null, resolution: null, facts: ['第一项事实', '第二项事实'], may: { record: false, confirm: false, withdraw: false } });

    await transaction((tx) => withdrawItem(tx, 'test:once', '处理已撤销', system()));
    await transaction((tx) => withdrawItem(tx, 'test:once', '处理已撤销', system()));
    expect((await itemOf(id)).state).toBe('withdrawn');
    expect(await proposed({ key: 'test:once' })).not.toBe(id);
  });

  it('clerk and president bring matters up by hand, the clerk takes them back before a vote; the system’s own go with their cause', async () => {
    const made = await people.president.call('POST /agenda-items', { body: { title: '换届筹备', proposal: '成立筹备组。', decidedIn: 'general' } });
    expect(made).toMatchObject({ kind: 'other', state: 'waiting', madeBy: '会长一号', decidedIn: 'general' });
    const takeBack = (id: string) => people.clerk.send('POST /agenda-items/:id/withdrawal', { params: { id }, body: { reason: '另行讨论' } });
    expect((await people.clerk.call('GET /agenda-items/:id', { params: { id: made.id } })).may.withdraw).toBe(true);
    expect((await takeBack(made.id)).body.state).toBe('withdrawn');
    expect((await takeBack(made.id)).error.code).toBe('governance.item_wrong_state');
    expect((await takeBack(await bookProposed('t-hand'))).error.code).toBe('governance.item_wrong_state');
  });

  it('is read by clerk, president, inspector and auditor, and listed by state', async () => {
    const id = await proposed();
    for (const reader of [people.clerk, people.president, people.inspector, people.auditor]) {
      const { items } = await reader.call('GET /agenda-items', { query: { state: 'waiting' } });
      expect(items.some((item) => item.id === id && item.state === 'waiting')).toBe(true);
    }
    expect((await people.finance.send('GET /agenda-items')).error.code).toBe('request.forbidden');
    expect((await people.inspector.send('POST /meetings', { body: { kind: 'chairs', title: '会', heldOn: today(), place: '室' } })).error.code).toBe('request.forbidden');
  });
});

describe('会议', () => {
  it('lists items in the clerk’s order; what leaves the agenda waits again', async () => {
    const [first, second, third] = [await proposed(), await proposed(), await proposed()];
    const { id, number } = await planned();
    expect(number).toMatch(/^HY\d{8}$/);
    expect((await setAgenda(id, [second, first, third])).body.agenda.map((item) => item.id)).toEqual([second, first, third]);
    const changed = (await setAgenda(id, [third, second])).body;
    expect(changed.agenda.map((item) => [item.id, item.state])).toEqual([[third, 'listed'], [second, 'listed']]);
    expect(changed).toMatchObject({ items: 2, decided: 0, attendance: null, may: { change: true, open: true, cancel: true } });
    expect((await itemOf(first)).state).toBe('waiting');
    const other = await planned();
    expect((await setAgenda(other.id, [third])).error.code).toBe('governance.item_wrong_state');
    expect((await setAgenda(other.id, ['019b76da-a800-7000-8000-0000000000ff'])).error.code).toBe('governance.item_not_found');
    await transaction((tx) => withdrawItem(tx, `test:${matters}`, '处理已撤销', system()));
    expect((await meetingOf(id)).agenda.map(({ state }) => state)).toEqual(['withdrawn', 'listed']);
    expect((await setAgenda(id, [second])).body.items).toBe(1);
  });

  it('of the chairs does not decide what only the general meeting may; the general meeting may decide what the chairs may', async () => {
    const [book, other] = [await bookProposed('t-kind'), await proposed()];
    expect((await setAgenda((await planned('chairs')).id, [book])).error.code).toBe('governance.item_wrong_meeting');
    expect((await setAgenda((await planned('general')).id, [book, other])).status).toBe(200);
  });

  it('is opened on its day or later, with its attendance, and then its agenda stays', async () => {
    const item = await proposed();
    const { id, may } = await planned('chairs', nextDay(today()));
    expect(may.open).toBe(false);
    await setAgenda(id, [item]);
    expect((await opened(id, 9, 7)).error).toMatchObject({ code: 'governance.meeting_wrong_state', fields: [{ field: 'heldOn' }] });
    expect((await record(item, { inFavour: 7 })).error.code).toBe('governance.meeting_wrong_state');
    await product().server.deps.db.query('UPDATE meetings SET held_on = ? WHERE id = ?', [today(), id]);
    expect((await opened(id, 9, 10)).error.fields).toEqual([{ field: 'present', message: '实到人数不能多于应到人数' }]);
    expect((await opened(id, 9, 7)).body).toMatchObject({ state: 'held', attendance: { entitled: 9, present: 7, guests: '市场监管局一人' }, may: { change: false, open: false, cancel: false } });
    expect((await opened(id, 9, 9)).error.code).toBe('governance.meeting_wrong_state');
    expect((await setAgenda(id, [])).error.code).toBe('governance.meeting_wrong_state');
  });

  it('that is cancelled gives its items back', async () => {
    const item = await proposed();
    const { id } = await planned();
    await setAgenda(id, [item]);
    const cancel = () => people.clerk.send('POST /meetings/:id/cancellation', { params: { id }, body: { reason: '台风' } });
    expect((await cancel()).body).toMatchObject({ state: 'cancelled', items: 0, agenda: [] });
    expect(await itemOf(item)).toMatchObject({ state: 'waiting', meetingId: null });
    expect((await cancel()).error.code).toBe('governance.meeting_wrong_state');
    expect((await opened(id, 9, 7)).error.code).toBe('governance.meeting_wrong_state');
  });

  it('is not two meetings when the clerk presses twice', async () => {
    const body = { kind: 'chairs' as const, title: '按了两次', heldOn: today(), place: '协会' };
    const [one, other] = await Promise.all([people.clerk.send('POST /meetings', { key: 'k-twice-1234567890', body }), people.clerk.send('POST /meetings', { key: 'k-twice-1234567890', body })]);
    const ids = [one, other].filter(({ status }) => status === 201).map(({ body: { id } }) => id);
    expect(new Set(ids).size).toBe(1);
    expect((await people.clerk.call('GET /meetings')).items.filter(({ title }) => title === '按了两次')).toHaveLength(1);
  });
});

describe('决议', () => {
  it('adds up to those present, and passes with more than half of them', async () => {
    const item = await proposed();
    await held([item], { present: 8 });
    expect((await record(item, { inFavour: 5, against: 1, abstained: 1 })).error).toMatchObject({ code: 'governance.votes_wrong', fields: [{ field: 'inFavour', message: '赞成、反对、弃权合计7票，应等于实到8人。' }] });
    expect((await record(item, { inFavour: 4, against: 4 })).error.fields?.[0]).toEqual({ field: 'inFavour', message: '通过须有实到人数的过半数赞成，实到8人，赞成4票不够。' });
    expect((await record(item, { outcome: 'rejected', inFavour: 5, against: 3 })).error.fields?.[0]?.field).toBe('outcome');
    expect((await record(item, { outcome: 'rejected', inFavour: 4, against: 4 })).body.resolution).toMatchObject({ outcome: 'rejected', state: 'recorded', executed: null });
    expect((await record(item, { inFavour: 5, against: 2, abstained: 1 })).status).toBe(201);
  });

  it('of a general meeting needs two thirds of the members there', async () => {
    const book = await bookProposed('t-quorum');
    await held([book], { kind: 'general', entitled: 40, present: 26 });
    expect((await record(book, { inFavour: 26 })).error).toMatchObject({ code: 'governance.votes_wrong', fields: [{ field: 'outcome' }] });
    const adjourned = await recorded(book, { outcome: 'adjourned', inFavour: 26, text: '到会不足三分之二。' });
    expect((await confirm(adjourned)).body.state).toBe('waiting');
    await held([book], { kind: 'general', entitled: 40, present: 27 });
    expect((await record(book, { ballot: 'secret', inFavour: 14, against: 13 })).status).toBe(201);
  });

  it('is recorded by the clerk, confirmed by the president, and carried out once', async () => {
    const book = await bookProposed('t-adopt');
    const meeting = await held([book], { kind: 'general', entitled: 40, present: 32 });
    const id = await recorded(book, { ballot: 'secret', inFavour: 30, against: 1, abstained: 1, text: '通过管理细则。' });
    expect(await transaction((tx) => confirmedResolution(tx, id))).toBeNull();
    expect((await itemOf(book)).may.confirm).toBe(true);
    expect((await people.clerk.call('GET /agenda-items/:id', { params: { id: book } })).may).toEqual({ record: true, confirm: false, withdraw: false });
    expect((await confirm(id, people.clerk)).error.code).toBe('request.forbidden');

    const [one, other] = await Promise.all([confirm(id), confirm(id)]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect((await confirm(id)).body).toMatchObject({ state: 'decided', resolution: { state: 'confirmed', recordedBy: '文员一号', confirmedBy: '会长一号', executed: '表决通过。会长现在可以在“管理细则”中写明公布情况和生效日，这一版管理细则届时生效。' } });
    expect((await record(book, { inFavour: 32 })).error.code).toBe('governance.resolution_decided');
    expect((await meetingOf(meeting.id)).decided).toBe(1);
    const year = today().slice(0, 4);
    expect(await transaction((tx) => confirmedResolution(tx, id))).toEqual({
      number: expect.stringMatching(`^甬二车协决〔${year}〕\\d+号$`), meetingTitle: '第一次会议', meetingKind: 'general', heldOn: today(), ballot: 'secret', inFavour: 30, against: 1, abstained: 1, outcome: 'adopted', itemKey: 'rule_book:t-adopt', itemLink: 'rule_book:t-adopt',
    }); // prettier-ignore
    const { db } = product().server.deps;
    const [{ n }] = await db.query("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'governance.resolution_confirmed' AND subject_id = ?", [id]);
    expect(Number(n)).toBe(1);
  });

  it('is not confirmed by who recorded it, even where that person has become president since', async () => {
    const item = await proposed();
    await held([item]);
    const id = await recorded(item, { inFavour: 7 });
    const { db } = product().server.deps;
    await db.query("UPDATE resolutions SET recorded_by = (SELECT id FROM staff WHERE username = 'president') WHERE id = ?", [id]);
    expect((await itemOf(item)).may.confirm).toBe(false);
    expect((await confirm(id)).error.code).toBe('governance.same_person');
    expect((await itemOf(item)).resolution!.state).toBe('recorded');
  });

  it('is corrected until it is confirmed, under its number; nobody confirms what has changed since it was read', async () => {
    const item = await proposed();
    await held([item]);
    const first = await recorded(item, { inFavour: 7 });
    const number = (await itemOf(item)).resolution!.number;
    const second = (await record(item, { outcome: 'rejected', against: 7, text: '不同意。' }, people.clerk2)).body.resolution!;
    expect(second).toMatchObject({ number, outcome: 'rejected', recordedBy: '文员二号' });
    expect((await confirm(first)).error.code).toBe('governance.resolution_not_found');
    expect((await confirm(second.id)).body).toMatchObject({ state: 'decided', resolution: { outcome: 'rejected', executed: '决议不通过，不作处理。' } });
  });

  it('that adjourns sends the item to the next meeting, with its reason, and stays on the agenda where it was made', async () => {
    const item = await proposed();
    const first = await held([item]);
    const id = await recorded(item, { outcome: 'adjourned', inFavour: 3, against: 3, abstained: 1, text: '请补充材料。' });
    const waiting = (await confirm(id)).body;
    expect(waiting).toMatchObject({ state: 'waiting', meetingId: null, resolution: { outcome: 'adjourned', executed: '本次会议暂缓，议题退回待上会，留待下次会议再议。' }, may: { record: false } });
    expect(waiting.facts.at(-1)).toBe(`${today()} 第一次会议暂缓（${waiting.resolution!.number}）：请补充材料。`);
    expect((await people.clerk.call('GET /meetings')).waitingItems).toBeGreaterThan(0);

    await held([item]);
    expect((await itemOf(item)).resolution).toBeNull();
    await confirm(await recorded(item, { inFavour: 7 }));
    expect((await itemOf(item)).state).toBe('decided');
    const { agenda } = await meetingOf(first.id);
    expect(agenda.map((shown) => [shown.id, shown.resolution!.outcome, shown.may.record])).toEqual([[item, 'adjourned', false]]);
  });

  it('falls with its matter: what was withdrawn after the vote is not confirmed', async () => {
    const item = await proposed({ key: 'test:falls' });
    await held([item]);
    const id = await recorded(item, { inFavour: 7 });
    await transaction((tx) => withdrawItem(tx, 'test:falls', '当事人申诉成立', system()));
    expect((await itemOf(item)).may).toEqual({ record: false, confirm: false, withdraw: false });
    expect((await confirm(id)).error.code).toBe('governance.item_wrong_state');
  });
});

describe('会议材料', () => {
  it('has a first page and one for each item, and its print is audited', async () => {
    const [open, decided] = [await proposed(), await proposed()];
    const { id, number } = await held([open, decided]);
    await confirm(await recorded(decided, { inFavour: 7 }));
    const response = await fetch(`${product().url}/api/meetings/${id}/agenda.pdf`, { headers: { cookie: people.president.cookie } });
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect([response.status, response.headers.get('content-type'), pdf.match(/\/Type \/Page\b/g)?.length]).toEqual([200, 'application/pdf', 3]);
    expect(decodeURIComponent(response.headers.get('content-disposition')!)).toContain(`会议材料 ${number}.pdf`);
    const { items } = await people.auditor.call('GET /audit-events', { query: { subjectType: 'meeting', subjectId: id, limit: 10 } });
    expect(items.map(({ actionLabel, subject }) => [actionLabel, subject.name])).toEqual([['打印会议材料', number], ['会议召开', number], ['排定议程', number], ['筹备会议', number]]);
  });
});
