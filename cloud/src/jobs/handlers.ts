import { chainWaiting } from '../audit/chain';
import { signCheckpoint } from '../audit/checkpoints';
import type { Deps } from '../deps';
import { continueVerification, openVerification, secondsUntilNight } from '../domains/audit/verifications';
import { requestEarlierReadings } from '../domains/checks/reading/earlier';
import { signCheckpoint as signEvidence, stampCheckpoints } from '../domains/evidence/checkpoints';
import { sequenceWaiting } from '../domains/evidence/log';
import { recordEarlier } from '../domains/evidence/record';
import { continueVerification as continueEvidence, openVerification as openEvidence } from '../domains/evidence/verifications';
import { continueReplay } from '../domains/checks/replays';
import { disciplineRound } from '../domains/discipline/rounds';
import { drawCase } from '../domains/inspections/draw';
import { settleLook } from '../domains/inspections/looks';
import { inspectionsRound } from '../domains/inspections/rounds';
import { meterDeal } from '../domains/billing/meter-deal';
import { meterMissing } from '../domains/billing/meter-missing';
import { rerateMarket } from '../domains/billing/rerate-market';
import { membersRound } from '../domains/members/rounds';
import { sendBulletin } from '../domains/notices/bulletins/send-bulletin';
import { drillInTurn } from '../domains/operations/drills/drill-in-turn';
import { archiveInTurn } from '../domains/operations/archives/archive-months';
import { backUpInTurn, shipInTurn } from '../domains/operations/backups/in-turn';
import { sweepSystemBackups } from '../domains/operations/backups/sweep-backups';
import { makeBackup } from '../domains/operations/make-backup';
import { carryOut } from '../domains/operations/disposals/carry-out';
import { measureSpace, secondsUntilMeasuring } from '../domains/operations/space/measure-space';
import { copyObjects } from '../domains/operations/moves/copy-objects';
import { operationsRound, safekeepingRound } from '../domains/operations/rounds';
import { applyNotice } from '../domains/payments/apply-notice';
import { askOrder } from '../domains/payments/ask-order';
import { sendRefund } from '../domains/payments/send-refund';
import { reportShipping } from '../domains/payments/report-shipping';
import { reconciliationRound } from '../domains/reconciliation/rounds';
import { settleVerification } from '../domains/identity/face';
import { sweepPapers } from '../domains/registry/evidence-files';
import { registryRound } from '../domains/registry/rounds';
import { statisticsRound } from '../domains/statistics/day-figures/compare-days';
import { sweepUploads } from '../domains/transactions/upload-sweep';
import { forgetIntents } from '../http/idempotency';
import { enqueue, type JobHandlers } from './queue';
import { nextRound } from './worker';

/** Every job's handler; a name of the catalogue that is missing here does not compile. */
export function jobHandlers(deps: Deps): JobHandlers {
  return {
    async 'identity.settle-verification'({ verificationId }) {
      const by = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() } as const;
      const { state, method } = await settleVerification(deps, verificationId, by);
      return state === 'pending' ? { againInSeconds: method === 'counter' ? 3600 : 30 } : undefined;
    },
    async 'transactions.sweep-uploads'() {
      await sweepUploads(deps);
      return nextRound('transactions.sweep-uploads');
    },
    async 'registry.day-round'() {
      await registryRound(deps.db, deps.clock.now());
      await sweepPapers(deps);
      return nextRound('registry.day-round');
    },
    'registry.drop-paper': ({ objectKey }) => deps.storage.remove(objectKey),
    async 'checks.read-earlier'() {
      return (await requestEarlierReadings(deps)) ? { againInSeconds: 1 } : undefined;
    },
    async 'http.forget-intents'() {
      await forgetIntents(deps.db, deps.clock.now());
      return nextRound('http.forget-intents');
    },
    async 'checks.replay'({ replayId }) {
      return (await continueReplay(deps, replayId)) ? { againInSeconds: 0 } : undefined;
    },
    async 'audit.chain-events'() {
      await chainWaiting(deps.db);
      return nextRound('audit.chain-events');
    },
    async 'audit.sign-checkpoint'() {
      await signCheckpoint(deps);
      return nextRound('audit.sign-checkpoint');
    },
    async 'audit.verify-nightly'() {
      const now = deps.clock.now();
      await deps.db.transaction((tx) => openVerification(tx, { requestedBy: null }, now));
      return { againInSeconds: secondsUntilNight(now) };
    },
    async 'audit.verify'({ verificationId }) {
      return (await continueVerification(deps, verificationId)) ? { againInSeconds: 0 } : undefined;
    },
    async 'inspections.draw'({ transactionId }) {
      await drawCase(deps, transactionId);
    },
    async 'inspections.settle'({ lookId }) {
      await settleLook(deps, lookId);
    },
    async 'inspections.day-round'() {
      await inspectionsRound(deps);
      return nextRound('inspections.day-round');
    },
    async 'discipline.day-round'() {
      await disciplineRound(deps);
      return nextRound('discipline.day-round');
    },
    async 'evidence.record-earlier'({ after }) {
      const runAt = deps.clock.now();
      await deps.db.transaction(async (tx) => {
        const last = await recordEarlier(tx, deps.keys, after, runAt);
        if (last) await enqueue(tx, 'evidence.record-earlier', { after: last }, { runAt });
      });
    },
    async 'evidence.sequence-records'() {
      await sequenceWaiting(deps.db);
      return nextRound('evidence.sequence-records');
    },
    async 'evidence.sign-checkpoint'() {
      await signEvidence(deps);
      return nextRound('evidence.sign-checkpoint');
    },
    async 'evidence.stamp-checkpoints'() {
      await stampCheckpoints(deps);
      return nextRound('evidence.stamp-checkpoints');
    },
    async 'evidence.verify-nightly'() {
      const now = deps.clock.now();
      await deps.db.transaction((tx) => openEvidence(tx, { requestedBy: null }, now));
      return { againInSeconds: secondsUntilNight(now) };
    },
    async 'evidence.verify'({ verificationId }) {
      // As long a rest as a slice: the pictures of years are read beside the day's work.
      return (await continueEvidence(deps, verificationId)) ? { againInSeconds: 2 } : undefined;
    },
    'billing.meter': ({ transactionId }) => meterDeal(deps, transactionId),
    async 'billing.meter-missing'() {
      await meterMissing(deps);
      return nextRound('billing.meter-missing');
    },
    'billing.rerate-market': ({ marketId, fromOn }) => rerateMarket(deps, marketId, fromOn),
    async 'members.day-round'() {
      await membersRound(deps);
      return nextRound('members.day-round');
    },
    'payments.apply-notice': ({ noticeId }) => applyNotice(deps, noticeId),
    'payments.ask-order': ({ orderId }) => askOrder(deps, orderId),
    'payments.send-refund': ({ refundId }) => sendRefund(deps, refundId),
    'payments.report-shipping': ({ orderId }) => reportShipping(deps, orderId),
    async 'reconciliation.day-round'() {
      await reconciliationRound(deps);
      return nextRound('reconciliation.day-round');
    },
    'operations.drill': (wish, run) => drillInTurn(deps, wish, run),
    'operations.make-backup': ({ backupId }, run) => makeBackup(deps, backupId, run),
    async 'statistics.day-round'() {
      await statisticsRound(deps);
      return nextRound('statistics.day-round');
    },
    'notices.send-bulletin': ({ sendingId }) => sendBulletin(deps, sendingId),
    'operations.copy-objects': ({ moveId }, run) => copyObjects(deps, moveId, run),
    async 'operations.measure-space'(_, { signal }) {
      return { againInSeconds: (await measureSpace(deps, signal)) ? 0 : secondsUntilMeasuring(deps.clock.now()) };
    },
    'operations.dispose': ({ disposalId }, run) => carryOut(deps, disposalId, run),
    'operations.back-up': (wish, { signal }) => backUpInTurn(deps, wish, signal),
    'operations.archive-month': (wish, run) => archiveInTurn(deps, wish, run),
    async 'operations.ship-changes'(_, { signal }) {
      return (await shipInTurn(deps, signal)) ?? nextRound('operations.ship-changes');
    },
    async 'operations.sweep-copies'(_, { signal }) {
      if (!deps.backupStore) return { againInSeconds: 60 };
      return (await sweepSystemBackups(deps, signal)) ? { againInSeconds: 1 } : undefined;
    },
    async 'operations.day-round'() {
      await operationsRound(deps);
      await safekeepingRound(deps);
      return nextRound('operations.day-round');
    },
  };
}
