import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError, call, isPassing, isRefusal, sentenceOf } from '../../../api';
import { forgetSession } from '../../../session';
import { createPictureStore } from '../../transactions/picture-store';
import type { InspectionDay } from '../inspection';
import { inspectionDayQuery } from '../queries';
import { type CasePictures, createCasePictures } from './case-pictures';
import { createInspectionDesk, type DeskState, type Gateway, type InspectionDesk } from './inspection-desk';

const gateway: Gateway = {
  claim: (ahead) => call('POST /inspection-claims', { body: { ahead } }),
  release: (id) => call('POST /inspection-looks/:id/release', { params: { id }, keepalive: true }),
  decide: (id, body, idempotencyKey) => call('POST /inspection-looks/:id/decision', { params: { id }, body, idempotencyKey, keepalive: true }),
  undo: (id, idempotencyKey) => call('POST /inspection-looks/:id/undo', { params: { id }, idempotencyKey, keepalive: true }),
  mayPass: (error) => isPassing(error) || isRefusal(error, 'request.idempotency_running', 'request.rate_limited'),
  isLost: (error) => isRefusal(error, 'inspection.lease_over', 'inspection.look_not_found', 'inspection.decided', 'request.unauthenticated'),
  sentenceOf: (error) => [sentenceOf(error), ...(error instanceof ApiError ? error.fields.map(({ message }) => message) : [])].join(''),
};

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The desk of who is logged in, from the opening of the page until it is left. */
export function useInspectionDesk(): { desk: InspectionDesk; state: DeskState; pictures: CasePictures } {
  const client = useQueryClient();
  const [{ desk, pictures }] = useState(() => {
    const change = (by: (day: InspectionDay) => Partial<InspectionDay>) =>
      client.setQueryData(inspectionDayQuery.queryKey, (day) => day && { ...day, ...by(day) });
    const pictures = createCasePictures(createPictureStore);
    const desk = createInspectionDesk({
      gateway,
      pictures,
      now: () => Date.now(),
      newKey: () => crypto.randomUUID(),
      pause,
      onCounted: (verdict, by) =>
        change(({ decided, problems }) => ({ decided: Math.max(0, decided + by), problems: Math.max(0, problems + (verdict === 'problem' ? by : 0)) })),
      onWaiting: (waiting) => change(() => ({ waiting })),
    });
    return { desk, pictures };
  });
  const state = useSyncExternalStore(desk.subscribe, desk.state);

  useEffect(() => {
    desk.begin();
    const ticking = setInterval(desk.tick, 1_000);
    const beginAgain = (event: PageTransitionEvent) => event.persisted && desk.begin();
    const warn = (event: BeforeUnloadEvent) => desk.state().unsent > 0 && event.preventDefault();
    window.addEventListener('pagehide', desk.leave);
    window.addEventListener('pageshow', beginAgain);
    window.addEventListener('beforeunload', warn);
    window.addEventListener('keydown', desk.touch);
    window.addEventListener('pointerdown', desk.touch);
    window.addEventListener('wheel', desk.touch, { passive: true });
    return () => {
      clearInterval(ticking);
      window.removeEventListener('pagehide', desk.leave);
      window.removeEventListener('pageshow', beginAgain);
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('keydown', desk.touch);
      window.removeEventListener('pointerdown', desk.touch);
      window.removeEventListener('wheel', desk.touch);
      desk.leave();
    };
  }, [desk]);

  const { claimError } = state;
  useEffect(() => {
    if (isRefusal(claimError, 'request.unauthenticated')) forgetSession(client);
  }, [client, claimError]);
  return { desk, state, pictures };
}
