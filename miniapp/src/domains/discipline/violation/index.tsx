import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { withDays } from '@/dates';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { countsNow, sumOf, wordOf, type Violation } from '../points-view';
import { Quote } from '../quote';
import { Appeal, Decision, Statement } from './course-of-it';
import { Facts } from './facts';
import { WordsSheet } from './words-sheet';
import './index.css';

/** 违规详情: facts, the article, what it costs and why, what now, and the subject's own say. */
export default function ViolationPage() {
  const id = useRouter().params.id ?? '';
  const { data: violation, error, reload, set } = useAnswer(() => call('GET /violations/:id', { params: { id } }), [id]);
  const [saying, setSaying] = useState<'statement' | 'appeal'>();
  if (!violation)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;

  const { may, article, bookVersion } = violation;
  const done = (next: Violation) => {
    set(next);
    setSaying(undefined);
  };
  const act = may.state
    ? { text: '我要陈述', onTap: () => setSaying('statement') }
    : may.appeal
      ? { text: '我要申诉', onTap: () => setSaying('appeal') }
      : undefined;
  return (
    <Screen footer={act && <ActionButton {...act} />}>
      {error && <Note kind="care">{error}</Note>}
      <Card>
        <View className="row row--apart">
          <Text className="violation-head__name">{`${violation.code} ${violation.name}`}</Text>
          <Mark {...wordOf(violation)} />
        </View>
        <Line name="扣分对象">{violation.subject.name}</Line>
        <Line name="分值">{sumOf(violation)}</Line>
        <Line name="现在">{countsNow(violation)}</Line>
      </Card>
      <Note kind={act ? 'care' : 'calm'}>{withDays(violation.whatNow)}</Note>
      <Facts violation={violation} />
      <Card title="依据">
        <Text className="quiet">{`《管理细则》（${bookVersion}版）第${article.number}条 ${article.title}`}</Text>
        <Quote text={article.text} />
      </Card>
      <Statement violation={violation} />
      <Decision violation={violation} />
      <Appeal violation={violation} />
      <Links>
        {violation.problemId && (
          <LinkRow
            text="对应的问题单"
            under="要改正的照片和改正期限"
            onTap={() => open(routes.problem, { id: violation.problemId ?? '' })}
          />
        )}
        <LinkRow text="管理细则" onTap={() => open(routes.ruleBook, { version: bookVersion })} />
      </Links>
      {saying === 'statement' && (
        <WordsSheet
          title="陈述申辩"
          about="请写清事实和理由，只能提交一次。工作人员作出决定时必须考虑您的陈述。"
          label="您的陈述"
          placeholder="例如：当天柜台反光，车主第二天已带原件重拍"
          act="提交陈述"
          onSend={async (text) => done(await call('POST /violations/:id/statement', { params: { id }, body: { text } }))}
          onClose={() => setSaying(undefined)}
        />
      )}
      {saying === 'appeal' && (
        <WordsSheet
          title="申诉"
          about="申诉由没有参与原决定的人处理，只能提交一次。申诉决定前，这一项先不计分。"
          label="申诉理由"
          placeholder="请写清哪里不对、有什么依据"
          act="提交申诉"
          onSend={async (text) => done(await call('POST /violations/:id/appeal', { params: { id }, body: { text } }))}
          onClose={() => setSaying(undefined)}
        />
      )}
    </Screen>
  );
}
