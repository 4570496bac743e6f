import { memberPositions } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { dayText } from '@/dates';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { historyLine, priceText, wordOfState, type Member } from '../membership-view';
import { ReminderRow } from '../reminder-row';

/** 我的会籍: how the company stands as a member, since when and by which resolutions. */
export default function Membership() {
  const { data, error, reload } = useAnswer(() => call('GET /my-membership', {}));
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {data.member ? (
        <Standing member={data.member} />
      ) : (
        <Empty title="贵企业还不是会员单位" text="入会向协会秘书处提出，由会长例会决定。不是会员也照常办理交易。" />
      )}
      <Links>
        <LinkRow text="会费与账单" onTap={() => open(routes.payables)} />
        <LinkRow text="收费公示" under="会费标准和通过它的决议" onTap={() => open(routes.fees)} />
        <LinkRow text="我的数据" under="本企业和全市，按月对照" onTap={() => open(routes.figures)} />
        <LinkRow text="月度通报" under="每月车管数据" onTap={() => open(routes.bulletins)} />
      </Links>
      <ReminderRow />
    </Screen>
  );
}

function Standing({ member }: { member: Member }) {
  const price = priceText(member);
  return (
    <>
      <Card title={member.name} aside={<Mark {...wordOfState(member.state)} />}>
        <Line name="会员号">{member.number}</Line>
        <Line name="会员职务">{memberPositions[member.position]}</Line>
        <Line name="入会日期">{dayText(member.joinedOn)}</Line>
        {member.market && <Line name="经营市场">{member.market.name}</Line>}
      </Card>
      {price && <Note>{price}</Note>}
      {member.state === 'suspended' && <Note kind="care">会籍已暂停。原因和恢复办法请看“消息”，或问协会秘书处。</Note>}
      <Card title="会籍变动">
        {member.history.map((change, place) => {
          const { title, under } = historyLine(change);
          return <LinkRow key={place} text={title} under={under} />;
        })}
      </Card>
    </>
  );
}
