import { requestKinds } from '@yongche/contract/vocabulary';
import { useState } from 'react';
import { useHotkeys } from '../../components/use-hotkeys';
import { Workspace, WorkspaceHead } from '../../components/workspace';
import { EvidenceCollection } from './evidence-collection';
import { EvidenceViewer } from './evidence-viewer';
import type { RegisterRequest } from './register';
import { RequestAlerts } from './request-alerts';
import { RequestDecision, type Asked } from './request-decision';
import { RequestFacts } from './request-facts';
import { RequestSubmission } from './request-submission';
import { waitingOf } from './request-wording';
import styles from './request-workspace.module.css';
import { RequestState } from './states';
import { useRequestActs } from './use-request-acts';

const back = { to: '/register/requests', title: '登记业务待办' };

/** One request: its facts and the decision at the left, its papers at the right. */
export function RequestWorkspace({ request }: { request: RegisterRequest }) {
  const acts = useRequestActs(request.id);
  const [asked, setAsked] = useState<Asked>();
  const [chosen, setChosen] = useState<string>();
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const files = request.evidence.filter(({ state }) => state !== 'uploading');
  const shown = files.find(({ id }) => id === chosen) ?? (request.may.addEvidence ? undefined : files[0]);
  const step = (by: 1 | -1) => {
    const next = shown && files[files.indexOf(shown) + by];
    if (next) setChosen(next.id);
  };
  const ask = (what: Asked) => {
    acts.decide.reset();
    setAsked(what);
  };
  const waiting = waitingOf(request, new Date());
  // A dialog closes with the right to decide, such as after a colleague was faster.
  const isFree = asked === undefined || !request.may.decide;
  useHotkeys({ ArrowLeft: () => step(-1), ArrowRight: () => step(1), k: () => step(-1), j: () => step(1) }, isFree);
  useHotkeys({ F2: () => ask('approval'), F4: () => ask('refusal') }, isFree && request.may.decide);
  useHotkeys({ Escape: () => setChosen(undefined) }, isFree && request.may.addEvidence);

  return (
    <Workspace>
      <WorkspaceHead back={back}>
        <h1 className={styles.title}>{requestKinds[request.kind]}</h1>
        <span className={styles.serial}>{request.serial}</span>
        <RequestState state={request.state} />
        {waiting && (
          <span className={styles.waiting} data-long={waiting.isLong}>
            已等候 {waiting.words}
            {waiting.isLong && '，已超1个工作日'}
          </span>
        )}
      </WorkspaceHead>
      <RequestAlerts request={request} acts={acts} isAsking={!isFree} />
      <div className={styles.columns}>
        <section className={styles.facts} aria-label="申请内容">
          <div className={styles.scroll}>
            <RequestFacts request={request} />
          </div>
          {request.may.decide && (
            <RequestDecision
              request={request}
              acts={acts}
              unseen={files.filter(({ id, state }) => state === 'received' && !seen.has(id)).length}
              asked={asked}
              onAsk={ask}
              onClose={() => setAsked(undefined)}
            />
          )}
          {(request.may.submit || request.may.withdraw) && <RequestSubmission request={request} acts={acts} />}
        </section>
        {request.may.addEvidence && !shown ? (
          <EvidenceCollection request={request} onOpen={setChosen} onChanged={acts.refresh} />
        ) : (
          <EvidenceViewer
            request={request}
            files={files}
            shown={shown}
            isFree={isFree}
            onShow={setChosen}
            onSeen={(id) => setSeen((all) => (all.has(id) ? all : new Set([...all, id])))}
            onBack={request.may.addEvidence ? () => setChosen(undefined) : undefined}
          />
        )}
      </div>
    </Workspace>
  );
}
