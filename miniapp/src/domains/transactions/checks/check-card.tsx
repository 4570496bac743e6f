import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { Mark } from '@/components/marks';
import { Note } from '@/components/notes';
import { Card } from '@/components/screen';
import { spoken } from '@/platform';
import type { Deal } from '../slot-state';
import { queueText, viewOfCheck, type DealCheck, type ReadPicture, type RuleResult } from './check-view';
import { DisputeSheet } from './dispute-sheet';
import { FieldsSheet } from './fields-sheet';
import { PictureSheet, type Framed } from './picture-sheet';
import { ResultRow } from './result-row';
import './checks.css';

interface Props {
  deal: Deal;
  check: DealCheck;
  onChecked(check: DealCheck): void;
  /** Takes the photo of a place again; absent where nothing may be taken any more. */
  onRetake?: (slot: string) => void;
  /** Corrects what was typed of the deal. */
  onCorrect?: () => void;
}

type Dialog =
  | { kind: 'picture'; framed: Framed }
  | { kind: 'fields'; picture: ReadPicture }
  | { kind: 'dispute'; result: RuleResult };

/** 预检: what the machine has compared, what is wrong with it, and what to do now. */
export function CheckCard({ deal, check, onChecked, onRetake, onCorrect }: Props) {
  const [dialog, setDialog] = useState<Dialog>();
  const [unfolded, setUnfolded] = useState(false);
  if (check.pictures.length === 0) return null;

  const { stops, hints, unsure, agreed } = viewOfCheck(check);
  const toType = check.may.type ? check.pictures.filter((picture) => picture.toType.length > 0) : [];
  const close = () => setDialog(undefined);
  const row = (result: RuleResult) => (
    <ResultRow
      key={result.rule}
      deal={deal}
      result={result}
      onShow={(framed) => setDialog({ kind: 'picture', framed })}
      onDispute={() => setDialog({ kind: 'dispute', result })}
      {...(onRetake ? { onRetake } : {})}
      {...(onCorrect ? { onCorrect } : {})}
    />
  );
  const clean = check.state === 'done' && stops.length + hints.length + toType.length === 0;

  return (
    <Card title="预检" aside={<Mark {...markOf(check, stops.length)} />}>
      {check.state === 'reading' && <Text className="check__queue">{queueText(check)}</Text>}
      {clean && <Note kind="good">{`已核对${agreed}项，没有发现问题。`}</Note>}
      {stops.map(row)}
      {toType.map((picture) => (
        <View key={picture.imageId} className="result">
          <View className="row row--apart">
            <Text className="result__title">{picture.title}</Text>
            <View
              className="small-action"
              {...spoken({ role: 'button', label: `核对填写${picture.title}` })}
              onClick={() => setDialog({ kind: 'fields', picture })}
            >
              <Text>核对填写</Text>
            </View>
          </View>
          <Text className="result__sentence">
            {`没有读清：${picture.toType.map(({ label }) => label).join('、')}。请看着原件核对填写。`}
          </Text>
        </View>
      ))}
      {hints.map(row)}
      {unsure.length > 0 && (
        <View
          className="check__fold"
          {...spoken({ role: 'button', label: '查看不能确定的项目' })}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Text>{`${unsure.length}项机器不能确定，由市场人工核对 ${unfolded ? '收起' : '展开'}`}</Text>
        </View>
      )}
      {unfolded && unsure.map(row)}
      {!clean && agreed > 0 && <Text className="quiet">{`其余${agreed}项一致。`}</Text>}

      {dialog?.kind === 'picture' && <PictureSheet deal={deal} framed={dialog.framed} onClose={close} />}
      {dialog?.kind === 'fields' && (
        <FieldsSheet picture={dialog.picture} onClose={close} onSaved={(saved) => (onChecked(saved), close())} />
      )}
      {dialog?.kind === 'dispute' && (
        <DisputeSheet
          deal={deal}
          result={dialog.result}
          onClose={close}
          onAsked={(asked) => (onChecked(asked), close())}
        />
      )}
    </Card>
  );
}

function markOf({ state }: DealCheck, stops: number): { tone: string; text: string } {
  if (stops > 0) return { tone: 'wrong', text: `${stops}处需处理` };
  return state === 'reading' ? { tone: 'calm', text: '读取中' } : { tone: 'good', text: '已预检' };
}
