import { daysPass, phoneNow } from '../../../test/discipline';
import { useProduct } from '../../../test/use-product';
import { appeal, type Cast, castOf, seenBy, staffOf, state, type Subject, toldOf } from '../../../test/violation-story';
import { dayInShanghai } from '../../clock';

const product = useProduct();
const db = () => product().server.deps.db;
const phone = (agent: { personId: string }) => phoneNow(product(), agent);
const { staff, noticed, decide, judge, punished } = staffOf(product);
let { companyId, agent, manager } = {} as Cast;
beforeEach(async () => {
  ({ companyId, agent, manager } = await castOf(product()));
});
const own = (): Subject => ({ type: 'agent', id: agent.personId });
const today = () => dayInShanghai(product().clock.now());
const actsOn = async (id: string): Promise<string[]> => (await db().query("SELECT action FROM audit_events WHERE subject_type = 'violation' AND subject_id = ? ORDER BY id", [id])).map(({ action }: { action: string }) => action);

describe('处理决定', () => {
  it('waits for the subject: before the statement or the end of the period nobody decides', async () => {
    const id = await noticed('B03', own());
    expect((await decide(id, 'points')).error.code).toBe('discipline.defence_runs');
    expect((await seenBy(await staff('inspector1'), id)).may.decide).toBe(false);
    daysPass(product(), 8);
    expect((await seenBy(await staff('inspector1'), id)).may.decide).toBe(true);
    expect((await decide(id, 'points')).body).toMatchObject({ state: 'decided', outcome: 'points', points: 6, standing: 'counted', decision: { by: '核查一号', reason: '事实清楚，证据充分' } });
  });

  it('is told with its reason, its points and the way to appeal', async () => {
    const id = await punished('B03', agent);
    const violation = await seenBy(await phone(agent), id);
    expect(violation).toMatchObject({ appealUntil: '2026-06-15', may: { appeal: true, state: false }, whatNow: `已扣6分。如不服，可在${violation.appealUntil}前申诉一次；申诉期间不计入累计。` });
    const [message] = await toldOf(await phone(agent), id);
    expect(message).toMatchObject({ title: '违规处理决定：扣6分' });
    expect(message!.body).toBe(`B03 翻拍、截屏、以复印件代原件（编号${violation.number}）决定扣6分。理由：事实清楚，证据充分。如不服，请在${violation.appealUntil}前申诉，申诉期间不计入累计。打开“我的扣分”可看累计分值和措施。`);
    expect(await actsOn(id)).toEqual(expect.arrayContaining(['discipline.violation_noticed', 'discipline.violation_stated', 'discipline.violation_decided', 'discipline.points_changed']));
  });

  it('two who decide at once: one decides', async () => {
    const id = await noticed('B03', own());
    await state(agent, id);
    const both = await Promise.all([decide(id, 'points', 'inspector1'), decide(id, 'dismissed', 'clerk')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.error.code).toBe('discipline.violation_wrong_state');
    expect((await toldOf(agent, id)).filter(({ title }) => title.startsWith('违规处理决定'))).toHaveLength(1);
  });

  it('two violations of one agent decided at once both count', async () => {
    const ids = await Promise.all(['B03', 'B07'].map((code) => noticed(code, own())));
    for (const id of ids) await state(agent, id);
    expect((await Promise.all(ids.map((id, at) => decide(id, 'points', at === 0 ? 'inspector1' : 'clerk')))).map(({ status }) => status)).toEqual([200, 200]);
    const standing = await (await staff('clerk')).call('GET /standings/:subjectType/:id', { params: { subjectType: 'agent', id: agent.personId } });
    expect(standing.counted).toBe(9);
  });

  it('a code that is only pointed out on the day of its notice costs nothing, and says from when on it will', async () => {
    const id = await noticed('B01', own());
    await state(agent, id);
    const refused = await decide(id, 'points');
    expect(refused.error.fields).toEqual([{ field: 'outcome', message: '“B01 影像模糊、反光、缺边”在告知当日只指出改正，2027-01-01起告知的才扣分，请选择指出改正或不予处理。' }]);
    expect((await decide(id, 'correction')).body).toMatchObject({ state: 'decided', outcome: 'correction', points: null, standing: 'none', may: { appeal: false } });
    expect((await toldOf(agent, id))[0]).toMatchObject({ title: '违规处理决定：指出改正' });
    expect((await appeal(agent, id)).error.code).toBe('discipline.violation_wrong_state');
  });

  it('a code without points goes its own way', async () => {
    const id = await noticed('H01', { type: 'company', id: companyId });
    await state(await phone(manager), id);
    expect((await decide(id, 'points')).error.fields?.[0]?.message).toBe('“H01 拒不缴纳会费”不扣分（按章程提交会长例会），请选择指出改正或不予处理。');
    expect((await decide(id, 'correction')).body.whatNow).toBe('指出改正，不扣分。按章程提交会长例会。');
  });

  it('what is put aside counts nothing and is told', async () => {
    const id = await noticed('B03', own());
    await state(agent, id);
    expect((await decide(id, 'dismissed')).body).toMatchObject({ state: 'dismissed', outcome: null, points: null, standing: 'none', whatNow: '不予处理，不扣分，已办结。' });
    expect((await toldOf(agent, id))[0]!.title).toBe('违规处理决定：不予处理');
    expect((await decide(id, 'points')).error.code).toBe('discipline.violation_wrong_state');
  });

  it('never costs points without a person, not even by SQL', async () => {
    const id = await noticed('B03', own());
    await expect(db().query("UPDATE violations SET state = 'decided', outcome = 'points', decided_at = NOW(3) WHERE id = ?", [id])).rejects.toThrow(/violations_named/);
    await expect(db().query("UPDATE violations SET outcome = 'points' WHERE id = ?", [id])).rejects.toThrow(/violations_/);
  });
});

describe('申诉', () => {
  it('takes the points out of the count, goes to somebody who had no part in it, and ends with a new count', async () => {
    const id = await punished('B03', agent);
    const appealed = await appeal(await phone(agent), id);
    expect(appealed.status).toBe(201);
    expect(appealed.body).toMatchObject({ appealState: 'open', standing: 'pending', points: 6, appeal: { text: '照片是现场所拍', beforeMeeting: false, decideBy: '2026-06-15', decidedBy: null } });
    expect((await appeal(await phone(agent), id)).error.code).toBe('discipline.appeal_over');

    expect((await seenBy(await staff('inspector1'), id)).whatNow).toContain('您参与过发现或原决定');
    expect((await judge(id, 'inspector1')).error.code).toBe('discipline.same_person');
    expect((await judge(id, 'clerk', { outcome: 'changed', reason: '从轻', points: 6 })).error.fields).toEqual([{ field: 'points', message: '变更后的分值应少于原来的6分；分值不变请选维持。' }]);
    const changed = await judge(id, 'clerk', { outcome: 'changed', reason: '情节较轻', points: 3 });
    expect(changed.body).toMatchObject({ appealState: 'changed', points: 3, standing: 'counted', appeal: { decidedBy: '文员一号', reason: '情节较轻', points: 3 }, whatNow: '申诉后变更为扣3分，已办结。' });
    expect((await judge(id, 'clerk2')).error.code).toBe('discipline.violation_wrong_state');
    const [message] = await toldOf(await phone(agent), id);
    expect(message).toMatchObject({ title: '申诉决定：变更', body: expect.stringContaining('改为扣3分，累计分值和措施已重新计算。理由：情节较轻') });
  });

  it('who found it judges as little as who decided', async () => {
    const id = await noticed('B03', own(), 'inspector2');
    await state(agent, id);
    await decide(id, 'points', 'inspector1');
    await appeal(agent, id);
    expect((await judge(id, 'inspector2')).error.code).toBe('discipline.same_person');
    expect((await judge(id, 'inspector1')).error.code).toBe('discipline.same_person');
    expect((await judge(id, 'clerk')).body).toMatchObject({ appealState: 'revoked', points: null, standing: 'none', whatNow: '申诉后撤销，不扣分，已办结。' });
  });

  it('ten working days after the decision it is too late', async () => {
    const id = await punished('B03', agent);
    daysPass(product(), 14);
    expect((await seenBy(await phone(agent), id)).may.appeal).toBe(true);
    daysPass(product(), 1);
    expect((await appeal(await phone(agent), id)).error.code).toBe('discipline.appeal_over');
    expect((await seenBy(await phone(agent), id)).may.appeal).toBe(false);
  });

  it('against a full cycle’s points it goes before the chairs, who alone decide it', async () => {
    const id = await punished('B04', agent);
    expect((await appeal(await phone(agent), id)).body).toMatchObject({ appeal: { beforeMeeting: true }, whatNow: '申诉已列入会长例会议题，决定前这12分待定，不计入累计。' });
    expect((await judge(id, 'clerk')).error.code).toBe('discipline.meeting_decides');

    const clerk = await staff('clerk');
    const item = (await clerk.call('GET /agenda-items', { query: { state: 'waiting' } })).items.find(({ link }) => link === `violation:${id}`)!;
    expect(item).toMatchObject({ kind: 'cancellation_appeal', title: '申诉：工**，B04 修改、拼接影像', decidedIn: 'chairs', madeBy: '系统' });
    expect(item.facts).toEqual(['违规事实：现场查看发现', '原决定理由：事实清楚，证据充分', '陈述申辩：当时光线不好，已重拍', '申诉理由：照片是现场所拍']);
    const { id: meetingId } = await clerk.call('POST /meetings', { body: { kind: 'chairs', title: '会长例会', heldOn: today(), place: '协会会议室' } });
    await clerk.call('PUT /meetings/:id/agenda', { params: { id: meetingId }, body: { itemIds: [item.id] } });
    await clerk.call('POST /meetings/:id/opening', { params: { id: meetingId }, body: { entitled: 9, present: 7, guests: '' } });
    const { resolution } = await clerk.call('POST /agenda-items/:id/resolution', { params: { id: item.id }, body: { outcome: 'rejected', ballot: 'open', inFavour: 2, against: 5, abstained: 0, text: '撤销。' } });
    await (await staff('president')).call('POST /resolutions/:id/confirmation', { params: { id: resolution!.id } });
    expect(await seenBy(await phone(agent), id)).toMatchObject({ appealState: 'revoked', points: null, standing: 'none', appeal: { decidedBy: '会长例会' } });
    expect((await toldOf(await phone(agent), id))[0]!.title).toBe('申诉决定：撤销原决定');
  });
});

