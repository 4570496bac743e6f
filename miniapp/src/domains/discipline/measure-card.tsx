import { measureKinds } from '@yongche/contract/vocabulary';
import { Mark } from '@/components/marks';
import { Note } from '@/components/notes';
import { Card, Line } from '@/components/screen';
import { dayText, withDays } from '@/dates';
import { meaningOf, wordOfMeasure, type Measure } from './points-view';

/** 措施: what it means, why it was taken, and until when. */
export function MeasureCard({ measure }: { measure: Measure }) {
  const { kind, state, beganOn, untilOn, reason } = measure;
  return (
    <Card title={measureKinds[kind]} aside={<Mark {...wordOfMeasure(measure)} />}>
      <Note kind={kind === 'suspension' || state === 'executed' ? 'wrong' : 'care'}>{meaningOf(measure)}</Note>
      <Line name="原因">{withDays(reason)}</Line>
      <Line name="开始">{dayText(beganOn)}</Line>
      {untilOn && <Line name="最后一天">{dayText(untilOn)}</Line>}
    </Card>
  );
}
