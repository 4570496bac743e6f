import { useRef, useState } from 'react';
import Taro from '@tarojs/taro';
import { Text, View } from '@tarojs/components';
import { evidenceKinds } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Mark } from '@/components/marks';
import { Note } from '@/components/notes';
import { Card } from '@/components/screen';
import { momentText } from '@/dates';
import { confirm, spoken, takePaper } from '@/platform';
import { useAction } from '@/use-action';
import { preparePaper, sendPaper, type Paper } from '../evidence-upload';
import type { RegisterRequest } from '../states';
import './evidence.css';

type Kind = Paper['kind'];
type File = RegisterRequest['evidence'][number];

interface Props {
  request: RegisterRequest;
  onChange(request: RegisterRequest): void;
  onReload(): Promise<void>;
}

/** 申请材料: what must be handed in, what is there already, one picture at a time. */
export function Evidence({ request, onChange, onReload }: Props) {
  const paper = useRef<Paper>();
  const [sending, setSending] = useState<{ kind: Kind; percent: number }>();
  const uploading = useAction();
  const changing = useAction();
  const { id, may } = request;

  const send = (made: () => Promise<Paper | undefined>) =>
    uploading.run(async () => {
      paper.current = await made();
      if (!paper.current) return;
      const { kind } = paper.current;
      setSending({ kind, percent: 0 });
      onChange(await sendPaper(id, paper.current, (percent) => setSending({ kind, percent })));
      paper.current = undefined;
      setSending(undefined);
    });
  const take = (kind: Kind) =>
    send(async () => {
      const taken = await takePaper();
      return taken === undefined ? paper.current : preparePaper(kind, taken);
    });

  const look = ({ id: evidenceId }: File) =>
    changing.run(async () => {
      const { url } = await call('POST /register-requests/:id/evidence/:evidenceId/view', { params: { id, evidenceId } });
      await Taro.previewImage({ urls: [url] });
    });
  async function remove({ id: evidenceId, kind }: File) {
    const sure = await confirm({
      title: `删除这份${evidenceKinds[kind]}？`,
      text: '删除后需要时可以重新上传。',
      yes: '删除',
    });
    if (!sure) return;
    await changing.run(async () => {
      await call('DELETE /register-requests/:id/evidence/:evidenceId', { params: { id, evidenceId } });
      await onReload();
    });
  }

  const rows = kindsOf(request);
  if (rows.length === 0) return null;
  const underWay = paper.current?.permit?.given.evidence.id;
  const waits = paper.current && uploading.error;
  return (
    <Card title="申请材料">
      {changing.error && <Note kind="wrong">{changing.error}</Note>}
      {rows.map((kind) => {
        const files = request.evidence.filter((file) => file.kind === kind && file.id !== underWay);
        const mine = sending?.kind === kind ? sending : undefined;
        return (
          <View key={kind} className="evidence">
            <View className="row row--apart">
              <Text className="evidence__title">{evidenceKinds[kind]}</Text>
              <KindMark request={request} kind={kind} />
            </View>
            {may.addEvidence && hints[kind] && <Text className="quiet">{hints[kind]}</Text>}
            {files.map((file) => (
              <FileRow
                key={file.id}
                file={file}
                onLook={() => void look(file)}
                onRemove={may.addEvidence ? () => void remove(file) : undefined}
              />
            ))}
            {mine && uploading.busy && (
              <View className="evidence__bar">
                <View className="evidence__done" style={{ width: `${Math.max(4, mine.percent)}%` }} />
              </View>
            )}
            {mine && uploading.error && <Note kind="wrong">{uploading.error}</Note>}
            {mine && waits && (
              <ActionButton text="重新上传" kind="plain" onTap={() => void send(async () => paper.current)} />
            )}
            {may.addEvidence && !(mine && waits) && (
              <ActionButton
                text={`${files.length === 0 ? '拍照或选图' : '再加一张'}：${evidenceKinds[kind]}`}
                kind="plain"
                disabled={uploading.busy && !mine}
                busy={uploading.busy && mine !== undefined}
                onTap={() => void take(kind)}
              />
            )}
          </View>
        );
      })}
      {uploading.error && !sending && <Note kind="wrong">{uploading.error}</Note>}
    </Card>
  );
}

/** What must be on the paper. */
const hints: Partial<Record<Kind, string>> = {
  business_licence: '正本或副本，四角完整、文字清楚。',
  application_form: '协会的申请表，填写后加盖企业公章。',
  employment_proof: '由企业出具，写明姓名和在职情况，加盖公章。',
  loss_statement: '写明遗失或损坏的经过，本人签名或加盖企业公章。',
};

/** What is required, then what was added; `other` may always be added while it is open. */
function kindsOf({ required, evidence, may }: RegisterRequest): Kind[] {
  const given = evidence.map(({ kind }) => kind);
  return [...new Set<Kind>([...required, ...given, ...(may.addEvidence ? (['other'] as const) : [])])];
}

function KindMark({ request: { required, evidence, may }, kind }: { request: RegisterRequest; kind: Kind }) {
  const received = evidence.filter((file) => file.kind === kind && file.state === 'received').length;
  if (received > 0) return <Mark tone="good" text={`已收到 ${received}张`} />;
  if (!required.includes(kind)) return <Mark tone="off" text="选交" />;
  return <Mark tone={may.addEvidence ? 'wait' : 'wrong'} text={may.addEvidence ? '必交' : '未交'} />;
}

const sentences = { uploading: '没有传完，请删除后重新上传', received: '已收到', rejected: '没有通过检查' } as const;

function FileRow({ file, onLook, onRemove }: { file: File; onLook(): void; onRemove: (() => void) | undefined }) {
  const { state, problem, receivedAt } = file;
  const words = problem ?? `${receivedAt ? `${momentText(receivedAt)} ` : ''}${sentences[state]}`;
  const kind = evidenceKinds[file.kind];
  return (
    <View className="evidence__file">
      <Text className={`evidence__words${state === 'received' ? '' : ' evidence__words--wrong'}`}>{words}</Text>
      {state === 'received' && (
        <View className="evidence__do" {...spoken({ role: 'button', label: `查看${kind}` })} onClick={onLook}>
          <Text>查看</Text>
        </View>
      )}
      {onRemove && (
        <View className="evidence__do" {...spoken({ role: 'button', label: `删除${kind}` })} onClick={onRemove}>
          <Text>删除</Text>
        </View>
      )}
    </View>
  );
}
