import { useRouter } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { MeasureCard } from '../measure-card';
import { PointsHead } from '../points-head';
import { isRunning, type MyDiscipline } from '../points-view';
import { ViolationRow } from '../violation-row';

/** 扣分与申诉: the sum of this cycle, what follows from it, and every violation with its reason; `of=company` shows the company's. */
export default function Points() {
  const { of } = useRouter().params;
  const { data, error, reload } = useAnswer(() => call('GET /my-discipline', {}));
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;

  const ofCompany = of === 'company' || (data.standing === null && data.company !== null);
  const standing = ofCompany ? data.company : data.standing;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {standing ? (
        <>
          <PointsHead standing={standing} title={ofCompany ? `${standing.subject.name} 本周期扣分` : '我的本周期扣分'} />
          {standing.measures.filter(isRunning).map((measure) => (
            <MeasureCard key={measure.id} measure={measure} />
          ))}
          <View className="section">{`本周期的违规（${standing.violations.length}）`}</View>
          {standing.violations.length === 0 ? (
            <Empty {...(standing.rolledUp > 0 ? rolledUpOnly : none)} />
          ) : (
            <Links>
              {standing.violations.map((violation) => (
                <ViolationRow key={violation.id} violation={violation} />
              ))}
            </Links>
          )}
        </>
      ) : (
        <Empty title="还没有扣分情况" text="代理证生效以后，这里显示本周期的扣分、处理措施和申诉。" />
      )}
      <Elsewhere data={data} ofCompany={ofCompany} />
    </Screen>
  );
}

const none = { title: '本周期没有违规', text: '核查发现问题时会先告知您，您可以陈述，不会直接扣分。' };
const rolledUpOnly = {
  title: '企业本身没有违规',
  text: '上面的分数由代理人的扣分折算而来，代理人的违规在“全部违规记录”里。',
};

/** What stands beside the points. */
function Elsewhere({ data: { courses, standing, company }, ofCompany }: { data: MyDiscipline; ofCompany: boolean }) {
  const { reduced, most } = courses;
  return (
    <Links>
      {!ofCompany && (
        <LinkRow
          text="学习减分"
          under={`本周期最多减${most}分，已减${reduced}分`}
          onTap={() => open(routes.courses)}
        />
      )}
      {!ofCompany && company && (
        <LinkRow text="企业的扣分" under={company.subject.name} onTap={() => open(routes.points, { of: 'company' })} />
      )}
      {(standing ?? company) && <LinkRow text="全部违规记录" onTap={() => open(routes.violations)} />}
      <LinkRow text="管理细则" under="怎么扣分，怎么申诉，扣到多少会怎样" onTap={() => open(routes.ruleBook)} />
    </Links>
  );
}
