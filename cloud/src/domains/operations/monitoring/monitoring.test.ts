import type { DataSource } from 'typeorm';
import { type Caller, caller, employeeAt } from '../../../../test/people';
import { useProduct } from '../../../../test/use-product';
import type { GroupAnswer } from '../../../adapters/group-notifier/group-notifier';
import { ProviderError } from '../../../adapters/provider-error';
import { enqueue } from '../../../jobs/queue';
import { computeReport } from '../../statistics/annual/compute-report';
import { Alarm } from './alarm.entity';
import { judge } from './alarms';
import { createMonitor, type MonitorDeps } from './monitor';
import { createProviderNews } from './provider-news';
import { createRequestCounts } from './request-counts';
import type { Reading } from './service-readings';
import type { Tell } from './tell-alarms';
import { watchProviders } from './watch-providers';

const product = useProduct();
const deps = () => product().server.deps;
const tx = () => deps().db.manager;
const round = () => deps().monitoring.monitor.round();
const after = (seconds: number) => product().clock.advance(seconds);
const cpu = (value: number, subject = 'node-1'): Reading => ({ indicator: 'cpu', subject, value });
const judged = (readings: Reading[], told: 'waiting' | 'log_only' = 'log_only') => deps().db.transaction((inTx) => judge(inTx, readings, told, { author: { kind: 'system' }, origin: undefined, at: product().clock.now() }));
const judgedJustNow = () => deps().db.query('UPDATE monitor_turns SET taken_at = ?', [product().clock.now()]);
const month = () => product().clock.now().toISOString().slice(0, 7);

const monitorOf = (machine: string, over: Partial<MonitorDeps> = {}) => {
  const { monitoring: _own, ...rest } = deps();
  return createMonitor({ ...rest, requests: createRequestCounts(), news: createProviderNews(product().clock), machine, tell: undefined, ...over });
};
/** A robot, what it was given to say about one thing, and how it answers to that at first; of the real machine, busy as it may be, no story speaks. */
function robot(about: string, ...answers: GroupAnswer['state'][]): { said: string[]; tell: Tell } {
  const said: string[] = [];
  const hear = (title: string) => (said.push(title), answers.shift() ?? 'sent');
  return { said, tell: async (title) => ({ state: title.includes(about) ? hear(title) : 'sent', sentence: '', textSent: false }) };
}
/** The database, as a process has it that does not reach it now and then. */
function databaseThatGoesAway() {
  const away = { is: false };
  const query = (...asked: Parameters<DataSource['query']>) => (away.is ? Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' })) : deps().db.query(...asked));
  return { away, db: new Proxy(deps().db, { get: (db, name) => (name === 'query' ? query : (Reflect.get(db, name) as unknown)) }) };
}

let technician: Caller;
let clerk: Caller;
/** Stories of hours: nobody stays logged in through them, and a one-time code is good once. */
beforeEach(async () => {
  after(31);
  technician = await employeeAt(product(), 'technician');
  clerk = await employeeAt(product(), 'clerk');
});

describe('an alarm', () => {
  it('is raised once after its time, holds between its two bounds, and ends by itself', async () => {
    expect(await judged([cpu(95)])).toEqual({ raised: [], ended: [] });
    for (let minute = 0; minute < 4; minute++) {
      after(60);
      expect((await judged([cpu(95)])).raised).toEqual([]);
    }
    after(61);
    expect((await judged([cpu(97)])).raised).toMatchObject([{ rule: 'cpu_high', subject: 'node-1', state: 'raised', peak: 97 }]);
    after(15);
    expect(await judged([cpu(95)])).toEqual({ raised: [], ended: [] });
    expect(await clerk.call('GET /service-status')).toMatchObject({ state: 'slow', parts: expect.arrayContaining([expect.objectContaining({ part: 'machines', state: 'slow', advice: '可以继续办理。' })]) });
    // 80 is below the threshold and above the lower bound: it neither ends nor begins to.
    for (const value of [80, 60, 80, 60]) {
      after(200);
      expect((await judged([cpu(value)])).ended).toEqual([]);
    }
    after(301);
    expect((await judged([cpu(60)])).ended).toMatchObject([{ rule: 'cpu_high', state: 'ended', peak: 97 }]);
    expect(await clerk.call('GET /service-status')).toMatchObject({ state: 'normal' });
    expect((await technician.call('GET /alarms')).items).toMatchObject([{ rule: 'cpu_high', state: 'ended', telling: 'log_only' }]);
  });

  it('is not raised by a trouble that was seen twice and did not last, and leaves no trace', async () => {
    await judged([cpu(99, 'node-2')]);
    after(3600);
    expect((await judged([cpu(99, 'node-2')])).raised).toEqual([]);
    after(15);
    await judged([cpu(10, 'node-2')]);
    expect(await tx().countBy(Alarm, { subject: 'node-2' })).toBe(0);
  });

  it('opens one incident, which the same trouble opens again; a person acknowledges and repairs it, and the month has its mean times', async () => {
    const open = async () => (await technician.call('GET /incidents', { query: { month: month() } })).items.find(({ title }) => title === 'CPU使用率过高（node-1）')!;
    const { id, beganAt, recoveredAt } = await open();
    expect(recoveredAt).not.toBeNull();
    await expect(clerk.call('POST /incidents/:id/acknowledgement', { params: { id } })).rejects.toThrow();
    await judged([cpu(99)]);
    after(100);
    await judged([cpu(99)]);
    after(100);
    await judged([cpu(99)]);
    after(101);
    await judged([cpu(99)]);
    expect(await open()).toMatchObject({ id, recoveredAt: null, state: 'open' });
    const acknowledged = await technician.call('POST /incidents/:id/acknowledgement', { params: { id } });
    after(60);
    expect(await technician.call('POST /incidents/:id/acknowledgement', { params: { id } })).toEqual(acknowledged);
    const repaired = await technician.call('POST /incidents/:id/repair', { params: { id }, body: { cause: '备份与查询同时进行，已错开' } });
    expect(repaired).toMatchObject({ state: 'repaired', cause: '备份与查询同时进行，已错开' });
    const { figures } = await clerk.call('GET /incidents', { query: { month: month() } });
    expect(figures.meanSecondsToAcknowledge).toBe(Math.round((Date.parse(acknowledged.acknowledgedAt!) - Date.parse(beganAt)) / 1000));
    expect(figures).toMatchObject({ count: 1, open: 0 });
    after(15);
    await judged([]);
    after(301);
    expect((await judged([])).ended).toHaveLength(1);
  });

  it('follows numbers that the technician sets, and nobody else', async () => {
    const rule = { enabled: true, threshold: 50, clearBelow: 40, forSeconds: 0, clearSeconds: 0 };
    const changed = await technician.call('PUT /alarm-rules/:code', { params: { code: 'tcp_high' }, body: rule });
    expect(changed).toMatchObject({ ...rule, code: 'tcp_high', changedBy: expect.any(String) });
    await expect(clerk.call('PUT /alarm-rules/:code', { params: { code: 'tcp_high' }, body: rule })).rejects.toThrow();
    await expect(technician.call('PUT /alarm-rules/:code', { params: { code: 'tcp_high' }, body: { ...rule, clearBelow: 60 } })).rejects.toThrow();
    expect((await judged([{ indicator: 'tcp', subject: 'node-3', value: 51 }])).raised).toHaveLength(1);
    await technician.call('PUT /alarm-rules/:code', { params: { code: 'tcp_high' }, body: { ...rule, enabled: false } });
    expect((await judged([{ indicator: 'tcp', subject: 'node-3', value: 51 }])).ended).toHaveLength(1);
  });
});

describe('a round', () => {
  it('keeps the machine’s values as peaks of the day and as a curve, and several processes of a machine are one', async () => {
    await round();
    after(15);
    await round();
    const { machines, courses, service } = await technician.call('GET /monitoring');
    expect(machines).toHaveLength(1);
    expect(machines[0]).toMatchObject({ isSilent: false, processes: [{ pid: process.pid }] });
    expect(service).toMatchObject({ queue_age: expect.any(Number), dead_jobs: 0 });
    expect(courses.items.some(({ indicator, values }) => indicator === 'memory' && values.some((value) => value !== null))).toBe(true);
    const { items } = await technician.call('GET /monitoring-peaks', { query: { month: month() } });
    expect(items.find(({ machine }) => machine === machines[0]!.name)!.peaks.memory!.value).toBeGreaterThan(0);
    await expect(clerk.call('GET /monitoring')).rejects.toThrow();
  });

  it('tells of jobs that wait, of a machine that fell silent and came back, and not of one that ended in order', async () => {
    const other = monitorOf('node-9');
    await other.round();
    await deps().db.query('UPDATE jobs SET run_at = ?, lease_until = ?', [product().clock.now(), new Date(product().clock.now().getTime() + 3600_000)]);
    await deps().db.transaction((inTx) => enqueue(inTx, 'billing.meter', { transactionId: '00000000-0000-7000-8000-000000000000' }, { runAt: new Date(product().clock.now().getTime() - 1000_000) }));
    await deps().db.query("UPDATE jobs SET dead_at = ? WHERE name = 'billing.meter'", [product().clock.now()]);
    for (const _half of [1, 2]) {
      after(50);
      await round();
    }
    const raised = async () => (await tx().findBy(Alarm, { state: 'raised' })).map(({ rule, subject }) => `${rule} ${subject}`.trim());
    expect(await raised()).toEqual(expect.arrayContaining(['machine_silent node-9', 'dead_jobs']));
    expect(await clerk.call('GET /service-status')).toMatchObject({ state: 'down' });
    await deps().db.query("DELETE FROM jobs WHERE name = 'billing.meter'");
    for (let n = 0; n < 3; n++) {
      await other.round();
      after(15);
      await round();
      after(20);
    }
    // Of the real machine, busy as it may be, nothing is said here.
    for (const over of ['machine_silent node-9', 'dead_jobs']) expect(await raised()).not.toContain(over);
    await other.stop();
    after(500);
    await round();
    expect(await raised()).not.toContain('machine_silent node-9');
  });
});

describe('two processes', () => {
  /** With whole minutes of absence. */
  const alarmsOf = async (...names: string[]) => (await tx().find(Alarm, { order: { id: 'ASC' } })).filter(({ rule, subject }) => ['machine_silent', 'database_down'].includes(rule) && names.includes(subject)).map(({ rule, subject, state, peak }) => [rule, subject, state, Math.round(peak / 60)]);

  it('of which one misses the database once: nothing is told, then or later; one that misses it for 40 seconds is one alarm of 40 seconds, whoever judges', async () => {
    const { said, tell } = robot('数据库连不上');
    const { db, away } = databaseThatGoesAway();
    const [one, other] = [monitorOf('node-a'), monitorOf('node-b', { db, tell })];
    const both = async () => {
      await one.round();
      after(5);
      await other.round();
      after(10);
    };
    await both();
    away.is = true;
    await both();
    away.is = false;
    for (let minute = 0; minute < 10; minute++) {
      await both();
      after(20);
    }
    away.is = true;
    await both();
    away.is = false;
    await both();
    expect([await alarmsOf('node-a', 'node-b'), said]).toEqual([[], []]);
    away.is = true;
    await other.round();
    after(40);
    await one.round();
    away.is = false;
    await other.round();
    expect(await alarmsOf('node-a', 'node-b')).toEqual([['database_down', 'node-b', 'raised', 1]]);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('after two minutes in which the database was away for all: no machine is missed that comes back, and one that does not is missed from then on', async () => {
    const [one, other, lost] = [monitorOf('node-c'), monitorOf('node-d'), monitorOf('node-e')];
    for (const each of [one, other, lost]) await each.round();
    after(120);
    for (let n = 0; n < 7; n++) {
      await one.round();
      after(5);
      await other.round();
      after(10);
    }
    expect(await alarmsOf('node-c', 'node-d', 'node-e')).toEqual([['machine_silent', 'node-e', 'raised', 2]]);
    await Promise.all([one.stop(), other.stop(), lost.stop()]);
  });

  it('of which one dies: nobody says a day later that it is back, and it is over when a person says so', async () => {
    const { said, tell } = robot('node-g');
    const [one, dead] = [monitorOf('node-f', { tell }), monitorOf('node-g')];
    const minutes = async (count: number) => {
      for (let half = 0; half < 2 * count; half++) {
        after(30);
        await one.round();
      }
    };
    await dead.round();
    await minutes(2);
    expect(await alarmsOf('node-g')).toEqual([['machine_silent', 'node-g', 'raised', 2]]);
    after(24 * 3600);
    await minutes(2);
    expect(await alarmsOf('node-g')).toMatchObject([['machine_silent', 'node-g', 'raised', expect.any(Number)]]);
    technician = await employeeAt(product(), 'technician');
    const { openIncidents } = await technician.call('GET /service-status');
    const { id } = openIncidents.find(({ title }) => title.includes('node-g'))!;
    const { recoveredAt, repairedAt } = await technician.call('POST /incidents/:id/repair', { params: { id }, body: { cause: '电源坏了，已换机器' } });
    expect(recoveredAt).toBe(repairedAt);
    await minutes(1);
    expect(await alarmsOf('node-g')).toMatchObject([['machine_silent', 'node-g', 'ended', expect.any(Number)]]);
    expect(said).toEqual(['甬车告警：服务器失去联系（node-g）']);
    await Promise.all([one.stop(), dead.stop()]);
  });
});

describe('an outside service', () => {
  it('is known by its last success and its last failure; one that refuses is neither', async () => {
    const news = createProviderNews(product().clock);
    let outcome: 'fine' | 'unavailable' | 'rejected' = 'unavailable';
    const timestamps = { stamp: async () => (outcome === 'fine' ? ({} as never) : Promise.reject(new ProviderError(outcome, 'tsa', 'stamp'))) };
    const watched = watchProviders({ ...deps(), timestamps }, news.hear).timestamps!;
    const ask = async () => {
      await watched.stamp(Buffer.from('x')).catch(() => undefined);
      await news.write(tx());
      after(10);
    };
    const known = async () => (await technician.call('GET /monitoring')).outside.find(({ service }) => service === 'tsa');
    await ask();
    expect(await known()).toMatchObject({ isFailing: true, lastSuccessAt: null, lastFailure: 'unavailable' });
    outcome = 'rejected';
    await ask();
    expect(await known()).toMatchObject({ isFailing: true });
    outcome = 'fine';
    await ask();
    expect(await known()).toMatchObject({ isFailing: false, lastSuccessAt: expect.any(String), lastFailure: 'unavailable' });
    outcome = 'unavailable';
    for (let n = 0; n < 14; n++) await ask();
    await round();
    expect(await tx().findOneBy(Alarm, { rule: 'provider_down', subject: 'tsa' })).toMatchObject({ state: 'raised' });
  });
});

describe('the group of the technicians', () => {
  it('is told once that an alarm is raised, is asked again where the robot refused, and is told that it is over', async () => {
    const { said, tell } = robot('node-7', 'failed');
    const monitor = monitorOf('node-8', { tell });
    await technician.call('PUT /alarm-rules/:code', { params: { code: 'tcp_high' }, body: { enabled: true, threshold: 50, clearBelow: 40, forSeconds: 0, clearSeconds: 0 } });
    await judged([{ indicator: 'tcp', subject: 'node-7', value: 51 }], 'waiting');
    after(15);
    await judgedJustNow();
    await monitor.round();
    await monitor.round();
    await monitor.round();
    expect(said).toEqual(['甬车告警：TCP连接过多（node-7）', '甬车告警：TCP连接过多（node-7）']);
    after(15);
    await monitor.round();
    expect(said.at(-1)).toBe('甬车告警解除：TCP连接过多（node-7）');
    await monitor.stop();
  });

  it('is told that it is over also where nobody knows whether it heard that it began', async () => {
    const { said, tell } = robot('node-6', 'unknown');
    const monitor = monitorOf('node-8', { tell });
    await judged([{ indicator: 'tcp', subject: 'node-6', value: 51 }], 'waiting');
    await judgedJustNow();
    await monitor.round();
    after(15);
    await monitor.round();
    expect(said).toEqual(['甬车告警：TCP连接过多（node-6）', '甬车告警解除：TCP连接过多（node-6）']);
    await monitor.stop();
  });
});

describe('/metrics', () => {
  it('is there for this machine, and for nobody whom a proxy passed on', async () => {
    const own = await fetch(`${product().url}/metrics`);
    const text = await own.text();
    expect(own.status).toBe(200);
    expect(text).toMatch(/yongche_http_request_seconds_count\{method="GET",route="\/api\/service-status",status="200"\} \d+/);
    expect(text).toMatch(/^yongche_machine_memory_percent [\d.]+$/m);
    const passedOn = await fetch(`${product().url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(passedOn.status).toBe(404);
    expect((await fetch(`${product().url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer undefined' } })).status).toBe(404);
  });

  it('names routes by their pattern: no id, and no address that somebody made up', async () => {
    await fetch(`${product().url}/api/transactions/019b2f60-7000-7000-8000-000000000001`);
    await fetch(`${product().url}/api/nothing/made-up`, { method: 'PURGE' });
    const text = await (await fetch(`${product().url}/metrics`)).text();
    expect(text).toContain('route="/api/transactions/:id"');
    expect(text).toContain('method="other",route="none",status="404"');
    expect(text).not.toMatch(/019b2f60|made-up|PURGE/);
  });
});

it('by hand: the secretariat reports an incident, which stands in the state until it is repaired', async () => {
  const incident = await clerk.call('POST /incidents', { body: { part: 'pictures', severity: 'down', title: '城北市场传不了照片' } });
  const pictures = async () => (await clerk.call('GET /service-status')).parts.find(({ part }) => part === 'pictures');
  expect(await pictures()).toMatchObject({ state: 'down', meaning: '城北市场传不了照片。' });
  await technician.call('POST /incidents/:id/repair', { params: { id: incident.id }, body: { cause: '市场的网线松了' } });
  expect(await pictures()).toMatchObject({ state: 'normal' });
  await expect(caller(product().url).call('GET /service-status')).rejects.toThrow();
});

it('the yearly report says the highest of the day peaks and how incidents were handled, and nothing of a year without them', async () => {
  const year = product().clock.now().getFullYear();
  const saidOf = async (of: number) => (await computeReport(deps().db, of)).content.sections.flatMap(({ paragraphs }) => paragraphs).find(({ code }) => code === 'servers')?.runs[0]!.text;
  expect(await saidOf(year)).toMatch(/年系统监测\d+天、服务器\d+台，各项指标的最高值为：.*内存使用率[\d.]+%.*共发生系统事件\d+起，平均\d+分钟响应/);
  expect(await saidOf(2019)).toBeUndefined();
});
