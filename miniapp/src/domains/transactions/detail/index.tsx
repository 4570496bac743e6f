import { useState } from 'react';
import { Image, Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { spoken } from '@/platform';
import { open, replaceBy, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { usePolling } from '@/use-polling';
import { CancelSheet } from '../cancel-sheet';
import { CheckCard } from '../checks/check-card';
import { useChecks } from '../checks/use-checks';
import { PartyRow } from '../checklist/party-row';
import { DealHead } from '../deal-head';
import type { Deal } from '../slot-state';
import { keepDeal, useDeal } from '../use-deal';
import { Pictures } from './pictures';
import { Timeline } from './timeline';
import './index.css';

/** 交易详情 after the submission: the QR for the counter, the course of things, and what comes of it. */
export default function Detail() {
  const id = useRouter().params.id ?? '';
  const { deal, error, reload } = useDeal(id);
  const { check, set: setCheck } = useChecks(id, deal?.state);
  const [cancelling, setCancelling] = useState(false);
  usePolling(deal?.state === 'awaiting_check', 5000, reload);

  if (!deal) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen footer={footerOf(deal)}>
      {error && <Note kind="care">{error}</Note>}
      <DealHead deal={deal} />
      {deal.channel === 'fixed' && deal.state !== 'completed' && deal.state !== 'cancelled' && (
        <Note>这笔交易在市场柜台采集和核对，需要补拍或更正时请到柜台办理。</Note>
      )}
      {deal.channel === 'mobile' && deal.state === 'returned' && (
        <Note kind="wrong">{`市场退回了${deal.toRetake}张照片，请补拍后再次提交。`}</Note>
      )}
      {deal.state === 'completed' && <Note kind="good">市场已核对完成，照片已冻结保存。</Note>}
      {deal.state === 'cancelled' && <Note>这笔交易已取消。</Note>}
      {deal.channel === 'mobile' && deal.state === 'awaiting_check' && <CounterQr id={id} />}
      {check && <CheckCard deal={deal} check={check} onChecked={setCheck} />}
      <Card title="办理进度">
        <Timeline deal={deal} />
      </Card>
      <Card title="买卖双方">
        {deal.parties.map((party) => (
          <PartyRow key={party.id} party={party} />
        ))}
      </Card>
      <Pictures deal={deal} />
      {deal.may.cancel && <ActionButton text="取消交易" kind="quiet" onTap={() => setCancelling(true)} />}
      {cancelling && (
        <CancelSheet
          deal={deal}
          onClose={() => setCancelling(false)}
          onCancelled={(cancelled) => {
            keepDeal(cancelled);
            setCancelling(false);
          }}
        />
      )}
    </Screen>
  );
}

function footerOf({ id, may }: Deal) {
  if (may.capture) return <ActionButton text="去拍照" onTap={() => replaceBy(routes.checklist, { id })} />;
  if (may.readVoucher) return <ActionButton text="查看核对凭证" onTap={() => open(routes.voucher, { id })} />;
  return undefined;
}

/** What the market's scanner reads. */
function CounterQr({ id }: { id: string }) {
  const { data, error, reload } = useAnswer(() => call('GET /transactions/:id/counter-code', { params: { id } }), [id]);
  return (
    <Card title="请到市场柜台出示">
      {!data && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {data && (
        <View className="counter-qr">
          <Image className="qr" src={data.qr} {...spoken({ role: 'img', label: '柜台核对二维码' })} />
          <Text className="counter-qr__serial">{data.serial}</Text>
          <Text className="quiet">带好证件原件，柜台扫码后逐张核对，结果会自动显示在这里。</Text>
        </View>
      )}
    </Card>
  );
}
