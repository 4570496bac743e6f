import { useEffect, useState } from 'react';
import { Text, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { registerReasons, requestKinds } from '@yongche/contract/vocabulary';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { ChoiceField, TextField } from '@/components/fields';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { open, replaceBy, routes } from '@/routes';
import { useAccount } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import {
  draftOfCompany,
  emptyDraft,
  inputOf,
  problemsAtEnd,
  problemsOfServer,
  problemsWhileTyping,
  type Problems,
  type RequestDraft,
} from '../request-draft';
import { isKind, services, type Kind, type Reason } from '../services';
import { CompanyFields, PersonFields } from './form-fields';

/** 填写申请: `kind` says what for; `certificateId` names one of the company's people, absent for one's own. */
export default function RequestForm() {
  const { kind, certificateId } = useRouter().params;
  const account = useAccount();
  useEffect(() => {
    if (isKind(kind)) void Taro.setNavigationBarTitle({ title: requestKinds[kind].replace(/（.*）/, '') });
  }, [kind]);
  const needsCompany = certificateId !== undefined || kind === 'company_change';
  const { data, error, reload } = useAnswer(async () => ({
    company: needsCompany ? await call('GET /company', {}) : undefined,
  }));
  if (!isKind(kind)) return <Empty title="没有这项业务" text="请返回上一页重新选择。" />;
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;

  const person = data.company?.people.find(({ id }) => id === certificateId);
  const own = kind.startsWith('company_') || kind === 'certificate_issue' ? undefined : account?.certificate;
  const subject = person ?? own;
  return (
    <Form
      kind={kind}
      certificateId={certificateId}
      start={kind === 'company_change' && data.company ? draftOfCompany(data.company) : emptyDraft}
      subject={subject ? `${subject.holderName} ${subject.number}` : account?.manages?.name}
    />
  );
}

const personTitles: Partial<Record<Kind, string>> = { company_manager: '新负责人', certificate_issue: '被邀请的代理人' };

interface Props {
  kind: Kind;
  certificateId: string | undefined;
  start: RequestDraft;
  /** Whom or what it is about. */
  subject: string | undefined;
}

function Form({ kind, certificateId, start, subject }: Props) {
  const service = services[kind];
  const reasons = service.reasons?.[certificateId ? 'company' : 'own'];
  const [draft, setDraft] = useState({ ...start, reason: reasons?.length === 1 ? reasons[0] : start.reason });
  const [problems, setProblems] = useState<Problems>({});
  const [pending, setPending] = useState(false);
  const asking = useAction((reason) => {
    if (!(reason instanceof ApiError)) return;
    setProblems(problemsOfServer(kind, reason.fields));
    setPending(reason.code === 'registry.request_pending');
  });
  const shown = { ...problems, ...defined(problemsWhileTyping(draft)) };
  const wrong = Object.keys(problems).length;

  function change(fields: Partial<RequestDraft>) {
    setDraft({ ...draft, ...fields });
    setProblems({});
  }
  async function ask() {
    const missing = problemsAtEnd(kind, draft);
    setProblems(missing);
    if (Object.keys(missing).length > 0) return;
    setPending(false);
    await asking.run(async () => {
      const { id } = await call('POST /register-requests', { body: inputOf(kind, draft, { certificateId }) });
      replaceBy(routes.request, { id });
    });
  }

  return (
    <Screen
      footer={
        <>
          {asking.error && <Note kind="wrong">{asking.error}</Note>}
          {!asking.error && wrong > 0 && <Note kind="wrong">{`还有${wrong}处需要填写或更正，已用红字标出。`}</Note>}
          {pending && <ActionButton text="查看办理中的申请" kind="plain" onTap={() => open(routes.requests)} />}
          <ActionButton text="下一步" busy={asking.busy} onTap={() => void ask()} />
        </>
      }
    >
      <Note kind={service.final ? 'care' : 'calm'}>{service.about}</Note>
      {subject && kind !== 'company_issue' && kind !== 'certificate_issue' && (
        <Card>
          <Line name="办理对象">{subject}</Line>
        </Card>
      )}
      {service.fields.includes('name') && <CompanyFields draft={draft} problems={shown} onChange={change} />}
      {service.fields.includes('phone') && (
        <PersonFields
          title={personTitles[kind] ?? '联系方式'}
          phoneOnly={!service.fields.includes('idNumber')}
          draft={draft}
          problems={shown}
          onChange={change}
        />
      )}
      <Card>
        {reasons && reasons.length > 1 && (
          <ChoiceField<Reason>
            label="原因"
            options={reasons.map((reason) => [reason, registerReasons[reason]] as const)}
            value={draft.reason}
            onChange={(reason) => change({ reason })}
            error={shown.reason}
          />
        )}
        <TextField
          label="补充说明（选填）"
          value={draft.note}
          maxLength={300}
          onChange={(note) => change({ note })}
        />
      </Card>
      <View>
        <Text className="quiet">下一步按需要上传材料的照片，再提交审核；协会一般在一个工作日内审核，结果会发到“消息”。</Text>
      </View>
    </Screen>
  );
}

const defined = (problems: Problems): Problems =>
  Object.fromEntries(Object.entries(problems).filter(([, sentence]) => sentence !== undefined));
