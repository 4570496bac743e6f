import { Text } from '@tarojs/components';
import { Mark } from '@/components/marks';
import { Note } from '@/components/notes';
import { Card, Line } from '@/components/screen';
import { dayText, leftText, momentText } from '@/dates';
import { appealText, wordOf, wordOfAppeal, type Violation } from '../points-view';
import { Quote } from '../quote';

/** 陈述申辩: what the subject said, or until when they may. */
export function Statement({ violation: { statement, defenceUntil, state, may } }: { violation: Violation }) {
  if (!statement && state !== 'noticed') return null;
  return (
    <Card title="陈述申辩" aside={statement && <Mark tone="good" text="已陈述" />}>
      {statement ? (
        <>
          <Quote text={statement.text} />
          <Text className="quiet">{`${momentText(statement.at)}提交，决定时必须考虑。`}</Text>
        </>
      ) : (
        <Text className="quiet">
          {may.state
            ? `认为不符合事实，或有理由的，可以在${dayText(defenceUntil)}前说明，${leftText(defenceUntil)}。不陈述的，期满后照常决定。`
            : `陈述期限到${dayText(defenceUntil)}。`}
        </Text>
      )}
    </Card>
  );
}

/** 处理决定: by whom, when and why, or by when it comes. */
export function Decision({ violation }: { violation: Violation }) {
  const { decision, decideBy } = violation;
  return (
    <Card title="处理决定" aside={decision && <Mark {...wordOf(violation)} />}>
      {decision ? (
        <>
          <Quote text={decision.reason} />
          <Line name="决定人">{decision.by}</Line>
          <Line name="决定时间">{momentText(decision.at)}</Line>
        </>
      ) : (
        <Text className="quiet">{`还没有决定，最晚${dayText(decideBy)}作出。`}</Text>
      )}
    </Card>
  );
}

/** 申诉: how it stands, or until when it may be made. */
export function Appeal({ violation: { appeal, appealUntil, may } }: { violation: Violation }) {
  if (!appeal && !appealUntil) return null;
  return (
    <Card title="申诉" aside={appeal && <Mark {...wordOfAppeal(appeal)} />}>
      {appeal ? (
        <>
          <Note kind={appeal.state === 'open' || appeal.state === 'upheld' ? 'calm' : 'good'}>{appealText(appeal)}</Note>
          <Text className="quiet">{`申诉理由（${momentText(appeal.at)}）`}</Text>
          <Quote text={appeal.text} />
          {appeal.reason && (
            <>
              <Text className="quiet">{`申诉决定的理由${appeal.decidedAt ? `（${momentText(appeal.decidedAt)}）` : ''}`}</Text>
              <Quote text={appeal.reason} />
            </>
          )}
          {appeal.decidedBy && <Line name="申诉决定人">{appeal.decidedBy}</Line>}
        </>
      ) : (
        appealUntil && (
          <Text className="quiet">
            {may.appeal
              ? `不服决定的，可以在${dayText(appealUntil)}前申诉，${leftText(appealUntil)}，由没有参与原决定的人处理。申诉期间先不计分。`
              : `申诉期限到${dayText(appealUntil)}。`}
          </Text>
        )
      )}
    </Card>
  );
}
