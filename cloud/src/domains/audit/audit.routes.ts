import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { genesis, headOf, textOf } from '../../audit/chain';
import { firstCheckpointFrom, hashAt, lastCheckpoint } from '../../audit/checkpoints';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { ensureFreshSecondFactor } from '../identity/second-factors';
import { Staff } from '../identity/staff.entity';
import type { AuditVerification } from './audit-verification.entity';
import { exportEvents } from './export';
import { findEvent, findEvents, type FoundRow, presentEvents } from './search';
import { latestVerifications, openVerification } from './verifications';
import { sentenceOf } from './wording';

/** 审计日志: read by auditor, security officer and technician; checked and taken out by the auditor alone. */
export const auditRoutes = ({ db, clock, keys }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /audit-events', async ({ query: { cursor, limit, ...filter } }) => {
      const { rows, nextCursor } = await findEvents(db.manager, filter, { cursor, limit });
      return { items: await presentEvents(db.manager, keys, rows), nextCursor };
    }),

    route('GET /audit-events.csv', async ({ actor, query, origin, koa }) => {
      const act = by(actor, origin);
      ensureFreshSecondFactor(actor, act.at);
      await audit(db.manager, act, { action: 'audit.exported', subject: { type: 'audit', id: genesis.eventId }, details: { filter: query } });
      nameDownload(koa, `审计日志-${dayInShanghai(act.at)}.csv`);
      return exportEvents({ db, keys }, query);
    }),

    route('GET /audit-events/:id', async ({ params }) => {
      const row = await findEvent(db.manager, params.id);
      ensure(row, 'request.not_found');
      const [event] = await presentEvents(db.manager, keys, [row]);
      return { ...event!, details: JSON.parse(row.details) as Record<string, unknown>, link: await linkOf(db.manager, row) };
    }),

    route('GET /audit-state', async () => {
      const { latest, finished } = await latestVerifications(db);
      const [{ n }]: [{ n: string }] = await db.query('SELECT COUNT(*) AS n FROM audit_waiting');
      return {
        head: await headOf(db.manager),
        waiting: Number(n),
        verification: latest ? await presentVerification(db.manager, latest) : null,
        lastFinished: finished ? await presentVerification(db.manager, finished) : null,
        checkpoint: (await lastCheckpoint(db.manager)) ?? null,
      };
    }),

    route('POST /audit-verifications', ({ actor, origin, transact }) =>
      transact(async (tx) => {
        const act = by(actor, origin);
        const verification = await openVerification(tx, { requestedBy: actor.staffId }, act.at);
        await audit(tx, act, { action: 'audit.verification_requested', subject: { type: 'audit', id: verification.id } });
        return presentVerification(tx, verification);
      }),
    ),
  ];
};

/** Where an event stands in the chain, and the proof: its hash is made anew, its neighbours are asked. */
async function linkOf(tx: EntityManager, row: FoundRow) {
  if (row.seq === null || row.prev_hash === null || row.hash === null) return null;
  const { prev_hash: prevHash, hash } = row;
  const seq = Number(row.seq);
  const text = textOf({ seq, prevHash }, row);
  const computedHash = createHash('sha256').update(text).digest('hex');
  const before = seq === 1 ? genesis.hash : await hashAt(tx, seq - 1);
  const [after]: { prev_hash: string }[] = await tx.query('SELECT prev_hash FROM audit_chain WHERE seq = ?', [seq + 1]);
  const holds = computedHash === hash && before === prevHash && (after === undefined || after.prev_hash === hash);
  return { seq, prevHash, hash, computedHash, text, holds, checkpoint: (await firstCheckpointFrom(tx, seq)) ?? null };
}

async function presentVerification(tx: EntityManager, verification: AuditVerification) {
  const { id, requestedBy, startedAt, finishedAt, fromSeq, toSeq, checkedRows, ok, found, findings, milliseconds } = verification;
  const staff = requestedBy ? await tx.findOneBy(Staff, { id: requestedBy }) : null;
  const told = findings.map((finding) => ({ ...finding, sentence: sentenceOf(finding) }));
  return { id, requestedBy: staff?.name ?? null, startedAt, finishedAt, fromSeq, toSeq, rows: checkedRows, ok, found, findings: told, milliseconds };
}
