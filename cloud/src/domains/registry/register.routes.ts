import { certificateStates, companyStates, licenceStates } from '@yongche/contract';
import { In } from 'typeorm';
import type { By } from '../../audit/audit';
import { audit } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { ensure, refuseField } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { writeTable } from '../../spreadsheets/write-table';
import { lettersPdf } from '../notices/letters-pdf';
import { Certificate } from './certificate.entity';
import { resumeCertificate, suspendCertificate } from './certificate-moves';
import { moveCompany } from './companies';
import { companyFile, presentDuty } from './company-file';
import { Duty } from './duty.entity';
import { checkRegister, lastCheck, stockLines } from './figures';
import { dutyLetters } from './letters';
import { listCertificates, listCompanies, listEvents, readCertificates } from './lists';
import { presentRequests } from './present-requests';
import { RegisterRequest } from './register-request.entity';
import { mayReadRequests } from './request-rules';
import { terminalFile, terminalsFor } from './terminal-file';
import { terminalMarkets } from './terminal-requirement';
import { moveTerminal } from './terminals';

/** More than the register will ever hold. */
const everything = { limit: 100_000 };

/** The register as staff keeps it: lists, files, ledger, figures, duties. */
export const registerRoutes = (deps: Deps) => {
  const { db, clock, keys } = deps;
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const noteExport = (actor: StaffActor, origin: Origin, list: string, rows: number) =>
    audit(db.manager, by(actor, origin), { action: 'registry.list_exported', subject: { type: 'staff', id: actor.staffId }, details: { list, rows } });
  const requestsOf = async (subjectId: string, actor: StaffActor) => !mayReadRequests(actor) ? [] : presentRequests(db.manager, keys, await db.manager.find(RegisterRequest, { where: { subjectId }, order: { requestedAt: 'DESC' }, take: 50 }), actor);

  return [
    route('GET /companies', ({ query }) => listCompanies(db.manager, query, query)),

    route('GET /companies.xlsx', async ({ actor, query, origin, koa }) => {
      const { items } = await listCompanies(db.manager, query, everything);
      await noteExport(actor, origin, 'companies', items.length);
      nameDownload(koa, `企业名册 ${dayInShanghai(clock.now())}.xlsx`);
      return writeTable({
        title: '企业名册',
        rows: items,
        columns: [
          { title: '备案号', cell: ({ number }) => number },
          { title: '企业名称', width: 36, cell: ({ name }) => name },
          { title: '统一社会信用代码', width: 22, cell: ({ creditCode }) => creditCode },
          { title: '状态', cell: ({ state }) => companyStates[state] },
          { title: '营业执照', cell: ({ licenceState }) => licenceStates[licenceState] },
          { title: '营业期限至', cell: ({ licenceExpiresOn }) => licenceExpiresOn ?? '' },
          { title: '代理证', cell: ({ certificates }) => certificates },
          { title: 'APP', cell: ({ apps }) => apps },
          { title: '待办报告义务', cell: ({ openDuties }) => openDuties },
          { title: '登记日期', cell: ({ registeredOn }) => registeredOn },
        ],
      });
    }),

    route('GET /companies/:id', ({ actor, params }) => companyFile(db.manager, deps, params.id, actor)),

    route('GET /certificates', ({ query }) => listCertificates(db.manager, keys, query, query)),

    route('GET /certificates.xlsx', async ({ actor, query, origin, koa }) => {
      const { items } = await listCertificates(db.manager, keys, query, everything);
      await noteExport(actor, origin, 'certificates', items.length);
      nameDownload(koa, `代理证名册 ${dayInShanghai(clock.now())}.xlsx`);
      return writeTable({
        title: '代理证名册',
        rows: items,
        columns: [
          { title: '代理证号', cell: ({ number }) => number },
          { title: '持证人（遮盖）', cell: ({ holderName }) => holderName },
          { title: '身份证号（遮盖）', width: 24, cell: ({ holderIdNumber }) => holderIdNumber },
          { title: '所属企业', width: 36, cell: ({ companyName }) => companyName },
          { title: '状态', cell: ({ state }) => certificateStates[state] },
          { title: 'APP', cell: ({ hasApp }) => (hasApp ? '有' : '无') },
          { title: '发证日期', cell: ({ issuedOn }) => issuedOn ?? '' },
          { title: '有效期至', cell: ({ expiresOn }) => expiresOn ?? '' },
        ],
      });
    }),

    route('GET /certificates/:id', async ({ actor, params }) => {
      const [certificate] = await readCertificates(db.manager, keys, 'WHERE x.id = ?', [params.id]);
      ensure(certificate, 'registry.certificate_not_found');
      const { edition } = await db.manager.findOneByOrFail(Certificate, { id: params.id });
      const [requests, events] = await Promise.all([requestsOf(params.id, actor), listEvents(db.manager, { certificateId: params.id }, { limit: 100 })]);
      return { ...certificate, edition, requests, events: events.items };
    }),

    route('GET /terminals', async ({ actor, query }) => ({
      items: await terminalsFor(db.manager, query, actor),
      markets: await terminalMarkets(db.manager, actor.marketId ?? query.marketId),
    })),

    route('GET /terminals/:id', ({ actor, params }) => terminalFile(db.manager, keys, params.id, actor)),

    route('POST /register/:subjectType/:id/suspension', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const { until, reason, note } = body;
        if (until < dayInShanghai(clock.now())) refuseField('until', '截止日期不能早于今天。');
        const act = by(actor, origin);
        const to = { state: 'suspended', until, reason } as const;
        if (params.subjectType === 'certificate') await suspendCertificate(tx, params.id, { until, reason }, act, { note });
        else if (params.subjectType === 'company') await moveCompany(tx, params.id, reason === 'rectification' ? { ...to, state: 'rectifying' } : to, act, { note });
        else await moveTerminal(tx, params.id, to, act, { note });
        return undefined;
      }),
    ),

    route('POST /register/:subjectType/:id/resumption', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => {
        const act = by(actor, origin);
        const to = { state: 'in_force', until: null, reason: 'decision' } as const;
        if (params.subjectType === 'certificate') await resumeCertificate(tx, params.id, 'decision', act, { note: body.note });
        else if (params.subjectType === 'company') await moveCompany(tx, params.id, to, act, { note: body.note });
        else await moveTerminal(tx, params.id, to, act, { note: body.note });
        return undefined;
      }),
    ),

    route('GET /register-events', ({ query }) => listEvents(db.manager, query, query)),

    route('GET /register-figures', async ({ actor, query }) => {
      if (query.from > query.to) refuseField('to', '截止日期不能早于起始日期。');
      const [lines, checkedAt] = await Promise.all([stockLines(db.manager, query, dayInShanghai(clock.now())), lastCheck(db.manager)]);
      // An adviser reads figures: that something does not add up, but not whom it concerns.
      const shown = actor.role === 'policy_adviser' ? lines.map((line) => ({ ...line, findings: [] })) : lines;
      return { ...query, lines: shown, checkedAt };
    }),

    route('POST /register-checks', ({ actor, origin, transact }) =>
      transact(async (tx) => {
        const { at, ok, findings } = await checkRegister(tx, by(actor, origin));
        return { checkedAt: at, ok, findings };
      }),
    ),

    route('GET /duties', async ({ query: { state, kind } }) => {
      const found = await db.manager.find(Duty, { where: { ...(state ? { state } : {}), ...(kind ? { kind } : {}) }, relations: { company: true }, order: { dueOn: 'ASC', id: 'ASC' }, take: 1000 });
      return { items: found.map(presentDuty) };
    }),

    route('POST /duty-letters', async ({ actor, body, origin, koa }) => {
      const act = by(actor, origin);
      const pdf = await db.transaction(async (tx) => {
        const duties = await tx.find(Duty, { where: { id: In(body.dutyIds) }, relations: { company: true }, order: { id: 'ASC' } });
        const open = duties.filter(({ state }) => state === 'open' || state === 'overdue');
        if (open.length !== new Set(body.dutyIds).size) refuseField('dutyIds', '有的报告义务已办结或不存在，请刷新后重选。');
        await tx.update(Duty, body.dutyIds, { letterOn: dayInShanghai(act.at) });
        await audit(tx, act, ...duties.map(({ id }) => ({ action: 'registry.letters_made' as const, subject: { type: 'duty' as const, id } })));
        return lettersPdf(dutyLetters(duties, dayInShanghai(act.at)));
      });
      nameDownload(koa, `告知函 ${dayInShanghai(act.at)}.pdf`);
      return pdf;
    }),
  ];
};
