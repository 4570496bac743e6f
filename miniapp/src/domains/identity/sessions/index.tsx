import { View } from '@tarojs/components';
import type { AnswerOf } from '@yongche/contract';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Mark } from '@/components/marks';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { confirm, say } from '@/platform';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';

type Session = AnswerOf<'GET /sessions'>['sessions'][number];

/** 登录设备: where this person is logged in; the others can be ended from here. */
export default function Sessions() {
  const { data, error, reload } = useAnswer(() => call('GET /sessions', {}));
  const ending = useAction(() => void reload());
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const sorted = [...data.sessions].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  const others = sorted.filter(({ isCurrent }) => !isCurrent);

  async function end(sessions: Session[], question: string) {
    if (!(await confirm({ title: question, text: '那部手机需要重新登录才能继续使用。', yes: '退出' }))) return;
    const done = await ending.run(async () => {
      for (const { id } of sessions) await call('DELETE /sessions/:id', { params: { id } });
      await reload();
    });
    if (done) say('已退出');
  }

  return (
    <Screen>
      {(ending.error ?? error) && <Note kind="wrong">{ending.error ?? error ?? ''}</Note>}
      <Note>不是您本人的登录，请立即退出，并向所在企业或协会申请“APP补办”。</Note>
      {sorted.map((session) => (
        <Card
          key={session.id}
          title={session.device}
          aside={session.isCurrent && <Mark tone="good" text="本机" />}
        >
          <Line name="登录时间">{momentText(session.createdAt)}</Line>
          <Line name="最近使用">{momentText(session.lastSeenAt)}</Line>
          {!session.isCurrent && (
            <View className="row">
              <ActionButton
                text="退出这个登录"
                kind="plain"
                busy={ending.busy}
                onTap={() => void end([session], `退出“${session.device}”？`)}
              />
            </View>
          )}
        </Card>
      ))}
      {others.length > 1 && (
        <View>
          <ActionButton
            text="退出其他全部登录"
            kind="danger"
            busy={ending.busy}
            onTap={() => void end(others, '退出其他全部登录？')}
          />
        </View>
      )}
    </Screen>
  );
}
