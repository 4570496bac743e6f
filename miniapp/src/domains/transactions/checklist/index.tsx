import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { open, replaceBy, routes } from '@/routes';
import { useAction } from '@/use-action';
import { usePolling } from '@/use-polling';
import { CancelSheet } from '../cancel-sheet';
import { CheckCard } from '../checks/check-card';
import { queueText } from '../checks/check-view';
import { useChecks } from '../checks/use-checks';
import { DealHead } from '../deal-head';
import { PartyNoticeSheet } from '../party-notice-sheet';
import { openSlots, progressOf, viewOf, type Deal } from '../slot-state';
import { keepDeal, useDeal } from '../use-deal';
import { GateSheet } from './gate-sheet';
import { PartyRow } from './party-row';
import { PositionSwitch } from './position-switch';
import { SlotRow } from './slot-row';

type Dialog = { kind: 'notice'; partyId: string } | { kind: 'gate' } | { kind: 'cancel' };

/** 拍照清单: what this deal needs, how each picture stands, and the one next thing to do. */
export default function Checklist() {
  const id = useRouter().params.id ?? '';
  const { deal, uploads, error, reload } = useDeal(id);
  const [dialog, setDialog] = useState<Dialog>();
  const { check, set: setCheck, reload: recheck } = useChecks(id, deal?.state);
  /** 提交 was pressed while the machine still reads: it goes on by itself. */
  const [waiting, setWaiting] = useState(false);
  const submitting = useAction((reason) => {
    if (!(reason instanceof ApiError)) return;
    void reload();
    void recheck();
    const reads = reason.code === 'transaction.incomplete' && onlyReads(reason.details);
    setWaiting(reads);
    if (reason.code === 'transaction.incomplete' && !reads) setDialog({ kind: 'gate' });
  });
  const waitsForServer =
    uploads.length === 0 &&
    (deal?.slots.some(({ images }) => images.some(({ state }) => state === 'uploading')) ?? false);
  usePolling(waitsForServer, 5000, reload);
  const submit = () =>
    submitting.run(async () => {
      keepDeal(await call('POST /transactions/:id/submission', { params: { id } }));
      replaceBy(routes.detail, { id });
    });
  usePolling(waiting, 3000, submit);

  if (!deal) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  if (!deal.may.capture) return <Elsewhere deal={deal} />;

  const toTake = openSlots(deal, uploads);
  const { good, of } = progressOf(deal, uploads);
  const unread = deal.parties.find(({ notifiedAt }) => notifiedAt === null);
  const reading = dialog?.kind === 'notice' ? deal.parties.find((party) => party.id === dialog.partyId) : undefined;
  const shoot = (slot: string) => open(routes.camera, { id, slot });
  const next = unread
    ? { text: '请当事人阅读告知', onTap: () => setDialog({ kind: 'notice', partyId: unread.id }) }
    : toTake[0]
      ? { text: good === 0 ? '开始拍照' : `继续拍照（还有${toTake.length}项）`, onTap: () => shoot(toTake[0]!.code) }
      : {
          text: uploads.length > 0 ? `照片上传中，还剩${uploads.length}张` : '提交核对',
          onTap: () => void submit(),
          disabled: uploads.length > 0,
        };

  return (
    <Screen
      footer={
        waiting ? (
          <>
            <Note>{`${check?.state === 'reading' ? queueText(check) : '预检马上完成。'}完成后自动提交，可以先放下手机。`}</Note>
            <ActionButton text="先不提交" kind="plain" onTap={() => setWaiting(false)} />
          </>
        ) : (
          <>
            {submitting.error && <Note kind="wrong">{submitting.error}</Note>}
            <ActionButton {...next} busy={submitting.busy} />
          </>
        )
      }
    >
      {error && <Note kind="care">{error}</Note>}
      <DealHead deal={deal} />
      {deal.toRetake > 0 && (
        <Note kind="wrong">{`市场退回了${deal.toRetake}张照片，请按说明重拍后再次提交。其他照片不用重拍。`}</Note>
      )}
      {check && (
        <CheckCard
          deal={deal}
          check={check}
          onChecked={(checked) => {
            setCheck(checked);
            void reload();
          }}
          onRetake={shoot}
          onCorrect={() => open(routes.dealForm, { id })}
        />
      )}
      <Card title="当事人告知">
        {deal.parties.map((party) => (
          <PartyRow key={party.id} party={party} onRead={() => setDialog({ kind: 'notice', partyId: party.id })} />
        ))}
      </Card>
      <Card title="拍照清单" aside={<Text className="quiet">{`已合格 ${good} / ${of}`}</Text>}>
        {deal.slots.map((slot) => (
          <SlotRow
            key={slot.code}
            deal={deal}
            slot={slot}
            view={viewOf(slot, uploads)}
            uploads={uploads}
            noticed={!unread}
            read={check?.pictures.filter((picture) => picture.slot === slot.code) ?? []}
          />
        ))}
        <PositionSwitch />
      </Card>
      <View className="row">
        <ActionButton text="修改交易信息" kind="quiet" onTap={() => open(routes.dealForm, { id })} />
        <ActionButton text="取消交易" kind="quiet" onTap={() => setDialog({ kind: 'cancel' })} />
      </View>
      {reading && (
        <PartyNoticeSheet
          key={reading.id}
          deal={deal}
          party={reading}
          onClose={() => setDialog(undefined)}
          onAgreed={(agreed) => {
            keepDeal(agreed);
            setDialog(undefined);
          }}
        />
      )}
      {dialog?.kind === 'gate' && (
        <GateSheet
          deal={deal}
          onClose={() => setDialog(undefined)}
          onSlot={(slot) => {
            setDialog(undefined);
            shoot(slot);
          }}
          onParty={(partyId) => setDialog({ kind: 'notice', partyId })}
        />
      )}
      {dialog?.kind === 'cancel' && (
        <CancelSheet
          deal={deal}
          onClose={() => setDialog(undefined)}
          onCancelled={(cancelled) => {
            keepDeal(cancelled);
            replaceBy(routes.detail, { id });
          }}
        />
      )}
    </Screen>
  );
}

/** Whether nothing but the machine's reading still stands before the submission. */
const onlyReads = (details: unknown) =>
  Array.isArray(details) && details.length > 0 && (details as Deal['gate']).every(({ code }) => code === 'checks_running');

/** The deal has moved on, by the counter or on another phone. */
function Elsewhere({ deal }: { deal: Deal }) {
  return (
    <Screen footer={<ActionButton text="查看交易详情" onTap={() => replaceBy(routes.detail, { id: deal.id })} />}>
      <DealHead deal={deal} />
      <Note>这笔交易已不在采集中，照片不能再更换。</Note>
    </Screen>
  );
}
