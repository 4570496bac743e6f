import { requestKinds } from '@yongche/contract/vocabulary';
import { LinkRow } from '@/components/links';
import { momentText } from '@/dates';
import { open, routes } from '@/routes';
import { RequestMark, type RegisterRequest } from './states';

/** A request in a list: what it asks for, of whom, and how it stands; a refusal says why. */
export function RequestRow({ request }: { request: RegisterRequest }) {
  const { id, kind, state, subjectName, requestedAt, decidedAt, decisionNote } = request;
  return (
    <LinkRow
      text={requestKinds[kind]}
      under={[
        subjectName,
        momentText(decidedAt ?? requestedAt),
        ...(state === 'refused' && decisionNote ? [`退回原因：${decisionNote}`] : []),
      ]}
      aside={<RequestMark request={request} />}
      onTap={() => open(routes.request, { id })}
    />
  );
}
