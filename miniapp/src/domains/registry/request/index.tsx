import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { registerReasons, requestKinds } from '@yongche/contract/vocabulary';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { confirm, say } from '@/platform';
import { replaceBy, routes } from '@/routes';
import { refreshAccount } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { usePolling } from '@/use-polling';
import { isKind, services } from '../services';
import { RequestMark, type RegisterRequest } from '../states';
import { Evidence } from './evidence';

/** 登记申请: what is asked for, its evidence, and how it stands; a draft goes on from here. */
export default function RequestPage() {
  const id = useRouter().params.id ?? '';
  const { data: request, error, reload, set } = useAnswer(
    () => call('GET /register-requests/:id', { params: { id } }),
    [id],
  );
  const acting = useAction((reason) => {
    if (reason instanceof ApiError && reason.code === 'registry.request_wrong_state') void reload();
  });
  usePolling(request?.state === 'awaiting_decision', 10_000, async () => {
    await reload();
  });

  if (!request)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;

  async function submit(asked: RegisterRequest) {
    const { kind } = asked;
    const final = isKind(kind) && services[kind].final;
    if (final && !(await confirm({ title: `提交${requestKinds[kind]}？`, text: services[kind].about, yes: '提交' })))
      return;
    const done = await acting.run(async () =>
      set(await call('POST /register-requests/:id/submission', { params: { id } })),
    );
    if (done) void refreshAccount().catch(() => undefined);
  }
  async function withdraw() {
    const sure = await confirm({ title: '撤回这项申请？', text: '撤回后不再审核，需要时重新提出。', yes: '撤回' });
    if (!sure) return;
    const done = await acting.run(async () =>
      set(await call('POST /register-requests/:id/withdrawal', { params: { id } })),
    );
    if (done) say('已撤回申请');
  }

  const { may, kind, state } = request;
  const missing = missingOf(request);
  const collecting = state === 'collecting';
  const again = state === 'refused' || state === 'withdrawn';
  const opened = state === 'approved' && kind === 'company_issue';
  return (
    <Screen
      footer={
        (collecting || again || opened) && (
          <>
            {acting.error && <Note kind="wrong">{acting.error}</Note>}
            {collecting && (
              <ActionButton
                text={missing > 0 ? `还差${missing}种材料` : '提交审核'}
                disabled={missing > 0 || !may.submit}
                busy={acting.busy}
                onTap={() => void submit(request)}
              />
            )}
            {opened && <ActionButton text="打开我的企业" onTap={() => replaceBy(routes.company)} />}
            {again && isKind(kind) && (
              <ActionButton text="重新申请" onTap={() => replaceBy(routes.requestForm, againOf(request))} />
            )}
          </>
        )
      }
    >
      {error && <Note kind="care">{error}</Note>}
      <Standing request={request} />
      <Card title={requestKinds[kind]} aside={<RequestMark request={request} />}>
        <Line name="办理对象">{request.subjectName}</Line>
        {request.companyName && <Line name="企业">{request.companyName}</Line>}
        {request.reason && <Line name="原因">{registerReasons[request.reason]}</Line>}
        {request.note && <Line name="说明">{request.note}</Line>}
        <Line name="申请编号">{request.serial}</Line>
        <Line name="申请人">{request.requestedBy}</Line>
        <Line name="提出时间">{momentText(request.requestedAt)}</Line>
        {request.submittedAt && <Line name="提交时间">{momentText(request.submittedAt)}</Line>}
        {request.decidedAt && <Line name="审核时间">{momentText(request.decidedAt)}</Line>}
      </Card>
      {request.changes.length > 0 && (
        <Card title="变更内容">
          {request.changes.map(({ label, before, after }) => (
            <Line key={label} name={label}>
              {before && <Text className="quiet">{`${before} →`}</Text>}
              <Text>{after ?? '（空）'}</Text>
            </Line>
          ))}
        </Card>
      )}
      <Evidence request={request} onChange={set} onReload={reload} />
      {!collecting && acting.error && <Note kind="wrong">{acting.error}</Note>}
      {may.withdraw && (
        <View>
          <ActionButton text="撤回申请" kind="quiet" busy={acting.busy} onTap={() => void withdraw()} />
        </View>
      )}
    </Screen>
  );
}

/** How many kinds of required evidence the server has not received yet. */
const missingOf = ({ required, evidence }: RegisterRequest) =>
  required.filter((kind) => !evidence.some((file) => file.kind === kind && file.state === 'received')).length;

/** The same request once more: about the same one of the company's people where it was about one. */
function againOf({ kind, subjectId }: RegisterRequest): Record<string, string> {
  const ofPerson = subjectId && kind !== 'certificate_issue' && !kind.startsWith('company_');
  return { kind, ...(ofPerson ? { certificateId: subjectId } : {}) };
}

const approvals: Partial<Record<RegisterRequest['kind'], string>> = {
  company_issue: '协会已批准，企业已进入名册，您是企业负责人。',
  company_manager: '协会已批准，原负责人已退出企业管理，新负责人登录并完成实人核验后接管。',
  certificate_issue: '协会已批准，等待本人在小程序确认加入，并通过实人核验。',
};

/** Where it stands, in a sentence. */
function Standing({ request: { kind, state, decisionNote, required } }: { request: RegisterRequest }) {
  switch (state) {
    case 'collecting':
      if (required.length === 0) return <Note>这项业务不需要材料，请核对下面的内容后点“提交审核”。</Note>;
      return <Note>请逐项上传材料的照片，交齐后点“提交审核”。没有交齐也可以先离开，以后在“登记申请”里继续。</Note>;
    case 'awaiting_decision':
      return <Note>已提交协会审核，一般在一个工作日内有结果，会发到“消息”，也会显示在这里。</Note>;
    case 'approved':
      return <Note kind="good">{`${approvals[kind] ?? '协会已批准，登记已生效。'}${decisionNote ?? ''}`}</Note>;
    case 'refused':
      return <Note kind="wrong">{`协会退回了申请：${decisionNote ?? '没有说明原因，请联系协会秘书处。'}`}</Note>;
    default:
      return <Note>申请已撤回。需要时可以重新提出。</Note>;
  }
}
