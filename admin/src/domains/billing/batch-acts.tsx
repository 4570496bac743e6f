import { App, Button } from 'antd';
import { call } from '../../api';
import { yuanOf } from '../../components/money';
import { useAct } from '../../components/use-act';
import { type BillSummary, billingKey } from './billing';
import { handsOff } from './billing-wording';
import styles from './billing.module.css';

interface BatchActsProps {
  rows: BillSummary[];
  chosen: BillSummary[];
  onChoose: (bills: BillSummary[]) => void;
}

const sumOf = (bills: BillSummary[]) => bills.reduce((total, { fen }) => total + fen, 0);
/** So many go through one request. */
const most = 200;

/** 复核 and 发布 of many bills at once; who drafted them is told why another person has to. */
export function BatchActs({ rows, chosen, onChoose }: BatchActsProps) {
  const toCheck = rows.filter(({ may }) => may.check).slice(0, most);
  const toPublish = rows.filter(({ may }) => may.publish).slice(0, most);
  const [checkable, publishable] = [chosen.filter(({ may }) => may.check), chosen.filter(({ may }) => may.publish)];
  // What keeps one bill back stands in its own line.
  const why = [...new Set(rows.filter(({ obstacle }) => obstacle === null).map(handsOff).filter((reason) => reason !== undefined))];
  const clear = () => onChoose([]);
  return (
    <div className={styles.chosen}>
      {toCheck.length > 0 && <Button onClick={() => onChoose(toCheck)}>选中待复核的 {toCheck.length} 张</Button>}
      {toPublish.length > 0 && <Button onClick={() => onChoose(toPublish)}>选中可发布的 {toPublish.length} 张</Button>}
      {chosen.length > 0 && (
        <>
          <span>
            已选 {chosen.length} 张，共 <b>{yuanOf(sumOf(chosen))}</b>
          </span>
          <Button onClick={clear}>取消选择</Button>
        </>
      )}
      {checkable.length > 0 && <CheckButton bills={checkable} onDone={clear} />}
      {publishable.length > 0 && <PublishButton bills={publishable} onDone={clear} />}
      {chosen.length === 0 && why.length > 0 && <span className={styles.soft}>{why.join('')}</span>}
    </div>
  );
}

interface BatchButtonProps {
  bills: BillSummary[];
  onDone: () => void;
}

/** 复核: a second person vouches for the drafts. */
export function CheckButton({ bills, onDone }: BatchButtonProps) {
  const { modal } = App.useApp();
  const check = useAct({
    about: 'check',
    send: (billIds: string[], idempotencyKey) => call('POST /bill-checks', { body: { billIds }, idempotencyKey }),
    renews: [[billingKey]],
    done: `已复核 ${bills.length} 张。`,
    failed: '没有复核',
    onDone,
  });
  const ask = () =>
    void modal.confirm({
      title: `复核 ${bills.length} 张账单`,
      content: `共 ${yuanOf(sumOf(bills))}。您确认车辆、单价和金额与计量一致；复核后可以发布。`,
      okText: '复核',
      cancelText: '再看看',
      onOk: () => check.mutateAsync(bills.map(({ id }) => id)).catch(() => undefined),
    });
  return (
    <Button type="primary" loading={check.isPending} onClick={ask}>
      复核 {bills.length} 张…
    </Button>
  );
}

/** 发布: what is to be paid stands in the ledger, and the market sees it. */
export function PublishButton({ bills, onDone }: BatchButtonProps) {
  const { modal } = App.useApp();
  const publish = useAct({
    about: 'publish',
    send: (billIds: string[], idempotencyKey) => call('POST /bill-publications', { body: { billIds }, idempotencyKey }),
    renews: [[billingKey]],
    done: `已发布 ${bills.length} 张。`,
    failed: '没有发布',
    onDone,
  });
  const ask = () =>
    void modal.confirm({
      title: `发布 ${bills.length} 张账单`,
      content: `共 ${yuanOf(sumOf(bills))} 进入应收，市场随即看到并可以付款。发布后不能改，只能作废。`,
      okText: '发布',
      cancelText: '再看看',
      onOk: () => publish.mutateAsync(bills.map(({ id }) => id)).catch(() => undefined),
    });
  return (
    <Button type="primary" loading={publish.isPending} onClick={ask}>
      发布 {bills.length} 张…
    </Button>
  );
}
